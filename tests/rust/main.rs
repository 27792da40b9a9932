//! The one integration binary: golden data and house rules.

mod layering;
mod threads;
mod types;
mod verbs;
