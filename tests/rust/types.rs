//! Every public type can cross threads.

fn crosses_threads<T: Send + Sync + 'static>() {}

#[test]
fn every_public_type_is_send_and_sync() {
    use communique::{counts, error, frame, measures, par, text, tokens, verbs};
    macro_rules! all {
        ($($type:ty),+ $(,)?) => { $(crosses_threads::<$type>();)+ };
    }
    all!(
        error::Error,
        error::ErrorKind,
        error::KindRow,
        par::Run,
        frame::Frame,
        frame::Column,
        frame::Values,
        frame::Strings,
        frame::Format,
        text::Corpus,
        text::Document<'static>,
        text::Builder,
        text::Input,
        text::Meta,
        text::Problem,
        text::Encoding,
        text::Layout,
        text::Unit,
        text::Region,
        text::Rules,
        text::offsets::Index<'static>,
        text::read::ReadOptions,
        tokens::Tokenizer,
        tokens::Scratch,
        tokens::Token<'static>,
        tokens::TokenOptions,
        tokens::Patterns,
        tokens::Stopwords,
        tokens::StopwordOption,
        counts::Vocabulary,
        counts::TermCounts,
        counts::Cell,
        measures::Info,
        measures::Cells<'static>,
        measures::association::Association,
        measures::association::Options,
        measures::association::Lambda,
        measures::keyness::Keyness,
        measures::keyness::Options,
        measures::keyness::Bounds,
        measures::keyness::Texts<'static>,
        measures::significance::Adjustment,
        measures::significance::PValue,
        verbs::Verb,
        verbs::Args,
        verbs::OptionRow,
        verbs::Kind,
        verbs::ColumnRow,
        verbs::Selection,
        verbs::TermOptions,
        verbs::NgramOptions,
        verbs::KwicOptions,
        verbs::Dtm,
    );
}
