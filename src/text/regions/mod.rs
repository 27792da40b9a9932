//! Regions: what each unit of a saved page is, by rules in an open file.
//!
//! First the sure rules look at each unit alone; then the long paragraphs that are left say where the text begins and
//! ends, and the other rules look at each unit in its place. The first rule whose conditions all hold wins.

mod conditions;
mod doubles;
mod facts;
mod pattern;
mod rules;
mod sieve;

use std::ops::Range;

use super::layout::{Mark, Unit};
use crate::error::{Error, Result};
use crate::par::Run;
use conditions::{ENDS, Field, Flag, POSITIONS, START_BIT, TAGS, region_bit};
use facts::{ELLIPSIS, Facts, MANY, bit, core};

pub use rules::Rules;

/// What a text unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Region {
    /// Navigation words.
    Nav,
    /// The rubric before or above a headline.
    Kicker,
    /// The title.
    Headline,
    /// Lines under the headline.
    Deck,
    /// Who wrote it.
    Byline,
    /// Text under a picture.
    Caption,
    /// The cut text of a thumbnail.
    Thumbnail,
    /// A heading inside the body.
    Crosshead,
    /// The text itself.
    Body,
    /// A quotation set apart.
    Quote,
    /// A copyright line.
    Copyright,
    /// Buttons, forms, attachments.
    Widget,
}

/// What verbs leave out by default.
pub const FURNITURE: &[Region] = &[Region::Nav, Region::Widget, Region::Copyright, Region::Byline];

impl Region {
    /// All regions, in the order of a page.
    pub const ALL: &'static [Region] = &[
        Region::Nav,
        Region::Kicker,
        Region::Headline,
        Region::Deck,
        Region::Byline,
        Region::Caption,
        Region::Thumbnail,
        Region::Crosshead,
        Region::Body,
        Region::Quote,
        Region::Copyright,
        Region::Widget,
    ];

    /// The name in tables and options.
    pub fn name(self) -> &'static str {
        match self {
            Region::Nav => "nav",
            Region::Kicker => "kicker",
            Region::Headline => "headline",
            Region::Deck => "deck",
            Region::Byline => "byline",
            Region::Caption => "caption",
            Region::Thumbnail => "thumbnail",
            Region::Crosshead => "crosshead",
            Region::Body => "body",
            Region::Quote => "quote",
            Region::Copyright => "copyright",
            Region::Widget => "widget",
        }
    }

    /// The region of that name.
    ///
    /// # Errors
    /// No region has that name; the message lists them.
    pub fn parse(name: &str) -> Result<Region> {
        Region::ALL.iter().copied().find(|region| region.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Region::ALL.iter().map(|region| region.name()).collect();
            Error::unknown_option("regions", name, &names)
        })
    }
}

/// Words of a paragraph that is certain to be text, and so marks where the text begins and ends.
const ANCHOR: usize = 20;
/// Bytes of the shortest headline without an ellipsis that can be the start of another unit by being cut, not by chance.
const CUT: usize = 25;
/// Words of the shortest paragraph of the body that is marked when it comes again.
const REPEATED: usize = 12;

impl Rules {
    /// Returns one [`Unit`] for each range of `units`; `tags` holds the HTML element each came from, or is empty.
    ///
    /// `n log n` in the number of units at worst; for prose close to one look at each unit.
    pub fn classify(&self, text: &str, units: &[Range<usize>], tags: &[&str], run: &Run) -> Vec<Unit> {
        let (facts, early) = Facts::with(text, units, tags, run, |view| self.first(view, true));
        let late = |index| self.first(&facts.view(index), true).flatten();
        let sure: Vec<Option<u16>> =
            early.into_iter().enumerate().map(|(index, rule)| rule.unwrap_or_else(|| late(index))).collect();
        let region_of = |rule: Option<u16>| rule.map(|rule| self.rules[usize::from(rule)].region);
        let furniture = [Region::Nav, Region::Copyright, Region::Widget];
        let page = sure.iter().any(|rule| region_of(*rule).is_some_and(|region| furniture.contains(&region)));
        let places = Places::new(&facts, &sure);
        let (mut seen, mut after) = (0, START_BIT);
        let mut made = Vec::with_capacity(units.len());
        for (index, range) in units.iter().enumerate() {
            let rule = sure[index].or_else(|| {
                let mut view = facts.view(index);
                view.bits[Field::Position as usize] = places.of(index);
                view.bits[Field::After as usize] = after;
                view.bits[Field::Before as usize] =
                    region_of(sure.get(index + 1).copied().flatten()).map_or(0, region_bit);
                view.bits[Field::Seen as usize] = seen;
                view.flags |= u32::from(page) << (Flag::Page as u32);
                self.first(&view, false).flatten()
            });
            let region = region_of(rule).unwrap_or(Region::Body);
            after = region_bit(region);
            seen |= after;
            let rule = rule.unwrap_or(self.default_index());
            made.push(Unit { start: range.start, end: range.end, region, rule });
        }
        made
    }

    /// Returns one [`Mark`] for each of `units`, which [`Rules::classify`] gave of the same text and tags.
    pub fn marks(&self, text: &str, units: &[Unit], tags: &[&str], run: &Run) -> Vec<Mark> {
        const CUTTABLE: [Region; 5] =
            [Region::Kicker, Region::Headline, Region::Deck, Region::Caption, Region::Thumbnail];
        let ranges: Vec<Range<usize>> = units.iter().map(|unit| unit.start..unit.end).collect();
        let facts = Facts::new(text, &ranges, tags, run);
        let mark = |index: usize| {
            let region = units[index].region;
            let dotted = facts.ends(index, ELLIPSIS) && region != Region::Body;
            let longer = CUTTABLE.contains(&region).then(|| facts.longer(index)).flatten().filter(|&at| {
                region == Region::Thumbnail
                    || dotted
                    || facts.tagged(index, const { bit(TAGS, "img-alt") })
                    || (core(facts.text(index)).len() >= CUT && units[at as usize].region != Region::Body)
            });
            let again = region != Region::Body || (REPEATED..MANY).contains(&facts.words(index));
            let same = again.then(|| facts.same(index)).flatten().filter(|&at| (at as usize) < index);
            Mark { truncated: dotted || longer.is_some(), duplicate_of: same.or(longer) }
        };
        (0..units.len()).map(mark).collect()
    }
}

/// Between which units the text stands.
struct Places {
    /// The first and the last unit that is certain to be text.
    anchors: Option<(usize, usize)>,
    count: usize,
}

impl Places {
    fn new(facts: &Facts<'_>, sure: &[Option<u16>]) -> Places {
        const STOPPED: u32 = bit(ENDS, "stop") | bit(ENDS, "mark");
        let anchor = |index: &usize| {
            facts.words(*index) >= ANCHOR
                && sure[*index].is_none()
                && facts.ends(*index, STOPPED)
                && !facts.extends(*index)
        };
        let count = facts.count();
        let anchors = (0..count).find(anchor).zip((0..count).rev().find(anchor));
        Places { anchors, count }
    }

    /// Where the unit at `index` stands, in bits of `POSITIONS`.
    fn of(&self, index: usize) -> u32 {
        let place = match self.anchors {
            None => const { bit(POSITIONS, "none") },
            Some((first, _)) if index < first => const { bit(POSITIONS, "head") },
            Some((_, last)) if index > last => const { bit(POSITIONS, "tail") },
            Some(_) => const { bit(POSITIONS, "inside") },
        };
        match index {
            // The only unit is neither.
            _ if self.count < 2 => place,
            0 => place | const { bit(POSITIONS, "first") },
            _ if index + 1 == self.count => place | const { bit(POSITIONS, "last") },
            _ => place,
        }
    }
}
