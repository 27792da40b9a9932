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

use super::layout::Unit;
use crate::error::{Error, Result};
use crate::par::Run;
use conditions::{ENDS, Field, Flag, POSITIONS, START_BIT, TAGS, region_bit};
use facts::{Facts, MANY, bit, core};

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
        let mut facts = Facts::new(text, units, tags, run);
        let sure: Vec<Option<u16>> = run.spread(units.len(), |range| {
            facts.views[range].iter().map(|view| self.first(view, true)).collect()
        });
        let region_of = |rule: Option<u16>| rule.map(|rule| self.rules[usize::from(rule)].region);
        let furniture = [Region::Nav, Region::Copyright, Region::Widget];
        let page = sure.iter().any(|rule| region_of(*rule).is_some_and(|region| furniture.contains(&region)));
        let places = places(&facts, &sure);
        let (mut seen, mut after) = (0, START_BIT);
        let mut made = Vec::with_capacity(units.len());
        for (index, range) in units.iter().enumerate() {
            let before = region_of(sure.get(index + 1).copied().flatten()).map_or(0, region_bit);
            let view = &mut facts.views[index];
            view.bits[Field::Position as usize] = places[index];
            view.bits[Field::After as usize] = after;
            view.bits[Field::Before as usize] = before;
            view.bits[Field::Seen as usize] = seen;
            view.flags |= u32::from(page) << (Flag::Page as u32);
            let rule = sure[index].or_else(|| self.first(view, false));
            let region = region_of(rule).unwrap_or(Region::Body);
            after = region_bit(region);
            seen |= after;
            made.push(Unit {
                start: range.start,
                end: range.end,
                region,
                rule: rule.unwrap_or(self.default_index()),
                truncated: false,
                duplicate_of: None,
            });
        }
        mark(&facts, &mut made);
        made
    }
}

/// Where each unit stands, in bits of `POSITIONS`.
fn places(facts: &Facts<'_>, sure: &[Option<u16>]) -> Vec<u32> {
    let name = |name| bit(POSITIONS, name);
    const STOPPED: u32 = bit(ENDS, "stop") | bit(ENDS, "mark");
    let flag = |index: usize, flag: Flag| facts.views[index].flags >> (flag as u32) & 1 == 1;
    let count = facts.views.len();
    let anchor = |index: usize| {
        facts.views[index].words >= ANCHOR
            && sure[index].is_none()
            && facts.is(index, Field::Ends, STOPPED)
            && !flag(index, Flag::Extends)
    };
    let first = (0..count).find(|&index| anchor(index));
    let last = (0..count).rev().find(|&index| anchor(index));
    let mut places: Vec<u32> = match (first, last) {
        (Some(first), Some(last)) => {
            let mut places = vec![name("inside"); count];
            places[..first].fill(name("head"));
            places[last + 1..].fill(name("tail"));
            places
        }
        _ => vec![name("none"); count],
    };
    if let [first, .., last] = &mut places[..] {
        *first |= name("first");
        *last |= name("last");
    }
    places
}

/// Marks cut and repeated units.
fn mark(facts: &Facts<'_>, units: &mut [Unit]) {
    let cuttable = [Region::Kicker, Region::Headline, Region::Deck, Region::Caption, Region::Thumbnail];
    let (ellipsis, image) = (bit(ENDS, "ellipsis"), bit(TAGS, "img-alt"));
    for index in 0..units.len() {
        let (region, view) = (units[index].region, &facts.views[index]);
        let other = |at: u32| units.get(at as usize).map(|unit| unit.region);
        let dotted = facts.is(index, Field::Ends, ellipsis) && region != Region::Body;
        let longer = facts.prefix_of[index].filter(|&at| {
            let apart = other(at).is_some_and(|other| other != Region::Body);
            cuttable.contains(&region)
                && (region == Region::Thumbnail
                    || dotted
                    || facts.is(index, Field::Tag, image)
                    || (core(view.text).len() >= CUT && apart))
        });
        let same = facts.same_as[index].filter(|&at| {
            (at as usize) < index && (region != Region::Body || (REPEATED..MANY).contains(&view.words))
        });
        units[index].truncated = dotted || longer.is_some();
        units[index].duplicate_of = same.or(longer);
    }
}
