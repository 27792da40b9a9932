"""What is right where libraries differ: the same quantities in mpmath, at 60 digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath as mp

mp.mp.dps = 60
# Tails are summed as whole numbers of 2^-220.
ONE = 1 << 220


def chi_squared(o11: int, o12: int, o21: int, o22: int, *, yates: bool = False) -> Any:
    """N (O11 O22 - O12 O21)^2 / (R1 R2 C1 C2), without a sign."""
    total = o11 + o12 + o21 + o22
    size = mp.mpf(abs(o11 * o22 - o12 * o21))
    if yates:
        size = max(mp.mpf(0), size - mp.mpf(total) / 2)
    return total * size**2 / ((o11 + o12) * (o21 + o22) * (o11 + o21) * (o12 + o22))


def log_likelihood(o11: int, o12: int, o21: int, o22: int) -> Any:
    """G2, without a sign."""
    total = o11 + o12 + o21 + o22
    rows, columns = (o11 + o12, o21 + o22), (o11 + o21, o12 + o22)
    cells = ((o11, 0, 0), (o12, 0, 1), (o21, 1, 0), (o22, 1, 1))
    parts = (o * mp.log(mp.mpf(o) * total / (mp.mpf(rows[row]) * columns[column])) for o, row, column in cells if o)
    return 2 * mp.fsum(parts)


def chi_squared_p(statistic: Any) -> Any:
    """The upper tail of chi-squared with one degree of freedom."""
    return mp.erfc(mp.sqrt(statistic / 2))


def summed(ratio: Callable[[int], tuple[int, int]], first: int, step: int) -> Any:
    """1 + the products of `ratio(first)`, `ratio(first + step)`, ...: a tail over its first term, in ONEs."""
    term, total, at = ONE, ONE, first
    while True:
        over, under = ratio(at)
        term = term * over // under
        if term <= total >> 80:
            return mp.mpf(total) / ONE
        total += term
        at += step


class Hypergeometric:
    """O11, given the margins of a table."""

    def __init__(self, o11: int, o12: int, o21: int, o22: int) -> None:
        self.o11, self.r1, self.c1 = o11, o11 + o12, o11 + o21
        self.total = o11 + o12 + o21 + o22
        self.least, self.most = max(0, self.r1 + self.c1 - self.total), min(self.r1, self.c1)
        sums = (self.r1, self.total - self.r1, self.c1, self.total - self.c1)
        self.constant = mp.fsum(mp.loggamma(n + 1) for n in sums) - mp.loggamma(self.total + 1)

    def ln_mass(self, k: int) -> Any:
        """ln P(X = k)."""
        cells = (k, self.r1 - k, self.c1 - k, self.total - self.r1 - self.c1 + k)
        return self.constant - mp.fsum(mp.loggamma(cell + 1) for cell in cells)

    def upwards(self, k: int) -> Any:
        """P(X = k) + P(X = k + 1) + ..., for k not below the mode."""
        rest = self.total - self.r1 - self.c1
        return mp.exp(self.ln_mass(k)) * summed(
            lambda j: ((self.r1 - j) * (self.c1 - j), (j + 1) * (rest + j + 1)), k, 1
        )

    def downwards(self, k: int) -> Any:
        """P(X = k) + P(X = k - 1) + ..., for k not above the mode."""
        rest = self.total - self.r1 - self.c1
        return mp.exp(self.ln_mass(k)) * summed(
            lambda j: (j * (rest + j), (self.r1 - j + 1) * (self.c1 - j + 1)), k, -1
        )

    @property
    def mode(self) -> int:
        """The most probable value."""
        return (self.r1 + 1) * (self.c1 + 1) // (self.total + 2)

    def greater(self) -> Any:
        """P(X >= O11)."""
        if self.o11 <= self.least:
            return mp.mpf(1)
        return self.upwards(self.o11) if self.o11 > self.mode else 1 - self.downwards(self.o11 - 1)

    def less(self) -> Any:
        """P(X <= O11)."""
        if self.o11 >= self.most:
            return mp.mpf(1)
        return self.downwards(self.o11) if self.o11 < self.mode else 1 - self.upwards(self.o11 + 1)

    def two_sided(self) -> Any:
        """The sum of the probabilities at most 1 + 1e-7 times that of O11."""
        most = self.ln_mass(self.o11) + mp.log1p(mp.mpf(10) ** -7)
        if self.ln_mass(self.mode) <= most:
            return mp.mpf(1)
        found = mp.mpf(0)
        for end, step in ((self.least, -1), (self.most, 1)):
            # `inner` is above the limit, `outer` is not.
            inner, outer = self.mode, end
            if (self.o11 - self.mode) * step > 0:
                outer = self.o11
                if self.ln_mass(outer - step) > most:
                    inner = outer - step
            elif self.ln_mass(end) > most:
                continue
            while abs(outer - inner) > 1:
                middle = (inner + outer) // 2
                if self.ln_mass(middle) <= most:
                    outer = middle
                else:
                    inner = middle
            found += self.upwards(outer) if step > 0 else self.downwards(outer)
        return found


def poisson_greater(k: int, mean: Any) -> Any:
    """P(X >= k) of a Poisson distribution; `mean` is a fraction (over, under)."""
    if k == 0:
        return mp.mpf(1)
    over, under = mean
    value = mp.mpf(over) / under

    def mass(j: int) -> Any:
        return mp.exp(j * mp.log(value) - value - mp.loggamma(j + 1))

    if k > value:
        return mass(k) * summed(lambda j: (over, under * (j + 1)), k, 1)
    return 1 - mass(k - 1) * summed(lambda j: (j * under, over), k - 1, -1)


def t_test(x: list[int], y: list[int], *, welch: bool) -> tuple[Any, Any]:
    """Welch's or Student's t of two samples, and p of both tails."""
    sizes = [len(x), len(y)]
    means = [mp.mpf(sum(sample)) / len(sample) for sample in (x, y)]
    squares = [mp.fsum((value - mean) ** 2 for value in sample) for sample, mean in zip((x, y), means, strict=True)]
    if welch:
        parts = [square / (n - 1) / n for square, n in zip(squares, sizes, strict=True)]
        spread = mp.fsum(parts)
        freedom = spread**2 / mp.fsum(part**2 / (n - 1) for part, n in zip(parts, sizes, strict=True))
    else:
        freedom = mp.mpf(sum(sizes) - 2)
        spread = mp.fsum(squares) / freedom * mp.fsum(mp.mpf(1) / n for n in sizes)
    t = (means[0] - means[1]) / mp.sqrt(spread)
    return t, mp.betainc(freedom / 2, 0.5, 0, freedom / (freedom + t**2), regularized=True)


def mann_whitney_p(x: list[int], y: list[int]) -> Any:
    """Both tails of the normal distribution, with the corrections for ties and continuity."""
    total = len(x) + len(y)
    both = sorted([*x, *y])
    ties = {value: both.count(value) for value in set(both)}
    ranks = {value: both.index(value) + (mp.mpf(ties[value]) + 1) / 2 for value in ties}
    u = mp.fsum(ranks[value] for value in x) - mp.mpf(len(x) * (len(x) + 1)) / 2
    tied = mp.mpf(sum(n**3 - n for n in ties.values())) / (total * (total - 1))
    deviation = mp.sqrt(mp.mpf(len(x) * len(y)) / 12 * (total + 1 - tied))
    distance = max(mp.mpf(0), abs(u - mp.mpf(len(x) * len(y)) / 2) - mp.mpf(1) / 2)
    return mp.erfc(distance / deviation / mp.sqrt(2))
