//! Addresses: where a URL or an e-mail address that starts at a word ends.

/// Finds addresses at places that never decrease. Linear over all calls together.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    /// No e-mail address starts before this place: the run of its characters was read to its end, without an @.
    read: usize,
}

impl Addresses {
    /// Returns the end of the address that starts at `at`, the start of a word.
    pub fn end(&mut self, text: &str, at: usize) -> Option<usize> {
        web(text, at).or_else(|| self.mail(text.as_bytes(), at))
    }

    /// `local@domain.tld`, in ASCII.
    fn mail(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        if at < self.read {
            return None;
        }
        let local = run(bytes, at, |byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
        self.read = local;
        if local == at || bytes.get(local) != Some(&b'@') || bytes[local - 1] == b'.' {
            return None;
        }
        let start = local + 1;
        let mut end = run(bytes, start, |byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        // A letter outside ASCII: not an address of this kind.
        if bytes.get(end).is_some_and(|&byte| byte >= 0x80 && byte != 0xe2) {
            return None;
        }
        while end > start && matches!(bytes[end - 1], b'.' | b'-') {
            end -= 1;
        }
        let dot = memchr::memrchr(b'.', &bytes[start..end])?;
        let top = &bytes[start + dot + 1..end];
        if dot == 0 || top.len() < 2 || !top.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        self.read = at;
        Some(end)
    }
}

fn run(bytes: &[u8], at: usize, holds: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().position(|&byte| !holds(byte)).map_or(bytes.len(), |len| at + len)
}

/// `http://`, `https://` or `www.`, a letter or digit, and all up to white space, an angle bracket or a quotation mark;
/// less closing punctuation.
fn web(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let scheme = ["http://", "https://", "www."].into_iter().find(|scheme| {
        bytes.len() > scheme.len() && bytes[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let body = &text[at + scheme.len()..];
    if !body.starts_with(char::is_alphanumeric) {
        return None;
    }
    let stops = |char: char| {
        char.is_whitespace()
            || char.is_control()
            || matches!(char, '<' | '>' | '"' | '«' | '»' | '\u{2018}'..='\u{201f}' | '、' | '。' | '，')
    };
    let body = &body[..body.find(stops).unwrap_or(body.len())];
    Some(at + scheme.len() + trim(body).len())
}

/// `body` without closing punctuation; a bracket that was opened inside stays.
fn trim(body: &str) -> &str {
    let open = body.bytes().filter(|&byte| byte == b'(').count();
    let mut close = body.bytes().filter(|&byte| byte == b')').count();
    body.trim_end_matches(|char| match char {
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '…' => true,
        ')' if close > open => {
            close -= 1;
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_closing_punctuation() {
        for (text, address) in [
            ("http://a.org/b?c=d.", Some("http://a.org/b?c=d")),
            ("https://a.org/x_(y))", Some("https://a.org/x_(y)")),
            ("HTTPS://A.ORG, and", Some("HTTPS://A.ORG")),
            ("www.a.org>", Some("www.a.org")),
            ("http://...", None),
            ("http:/a", None),
            ("www. a", None),
            ("press.office@mod.example.org.", Some("press.office@mod.example.org")),
            ("a@b", None),
            ("a@b.c1", None),
            ("a.@b.org", None),
            ("a@.org", None),
            ("a@b.org’s", Some("a@b.org")),
            ("a", None),
        ] {
            assert_eq!(Addresses::default().end(text, 0).map(|end| &text[..end]), address, "{text}");
        }
    }
}
