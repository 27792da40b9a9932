//! HTML: what a reader of the page sees, a line a block, and the element each line comes from.
//!
//! The tokens are those of the WHATWG standard; of its tree only what decides lines and regions is rebuilt: which
//! elements are open, and what closes a `<p>`, `<li>` or `<td>`. Every step costs the same however deep the page nests.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

use super::page::Page;
use super::{Found, Job, decode, elements};
use crate::error::Result;
use crate::text::Input;

/// Reads a page. Its title, description, date, site and language are variables; the title is text only where the page
/// has no `<h1>`.
pub(super) fn read(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    let declared = decode::declared_in_html(&bytes);
    let (decoded, mut found) = job.decode(bytes, declared)?;
    let page = extract(&decoded.text);
    let input = found.document(job, decoded);
    (input.text, input.tags, input.meta) = (page.text, page.tags, page.meta);
    Ok(found)
}

/// Text, tags and variables of a page, in a document without an id.
pub(super) fn extract(html: &str) -> Input {
    let mut page = Page::new();
    // The callback yields nothing, and reading from memory can't fail.
    let Ok(()) = Tokenizer::new_with_emitter(html, Events(CallbackEmitter::new(Hook(&mut page)))).finish();
    page.finish()
}

/// Attributes that are looked at.
const ATTRIBUTES: &[&str] = &["alt", "class", "content", "itemprop", "lang", "name", "property", "rel"];

/// Hands the tokenizer's events to the page.
struct Hook<'p>(&'p mut Page);

impl Callback<Infallible, ()> for Hook<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Infallible> {
        let page = &mut *self.0;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                page.element = elements::find(name);
                page.attribute = None;
                page.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                page.attribute = ATTRIBUTES.iter().copied().find(|other| other.as_bytes() == name);
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(name) = page.attribute.take().filter(|name| page.attribute(name).is_none()) {
                    page.attributes.push((name, String::from_utf8_lossy(value).into_owned()));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => page.start(self_closing),
            CallbackEvent::EndTag { name } => page.end(elements::find(name)),
            CallbackEvent::String { value } => page.say(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

/// An emitter that tells the tokenizer what follows a start tag as the page knows it: `<style>` in a drawing is an
/// element like others.
struct Events<'p>(CallbackEmitter<Hook<'p>, Infallible, ()>);

impl ForwardingEmitter for Events<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _ = self.0.emit_current_tag();
        self.0.callback_mut().0.state.take()
    }
}
