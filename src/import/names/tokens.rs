//! A list of names cut into words, brackets and breaks.

use crate::import::text::start;

/// What a word is in a list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Word(&'t str),
    /// What stands in brackets.
    Bracket(&'t str),
    Dash,
    /// A comma, a semicolon, a gap, "and".
    Break {
        and: bool,
    },
}

/// The longest bracket that belongs to a name, in bytes.
pub(super) const BRACKET: usize = 160;

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches([' ']);
        let Some(first) = trimmed.chars().next() else {
            break;
        };
        match first {
            ',' | ';' | '\t' | '\n' | '•' | '/' | '|' | ':' => {
                tokens.push(Token::Break { and: false });
                rest = trimmed.get(first.len_utf8()..).unwrap_or_default();
            }
            '(' | '[' => {
                let inside = trimmed.get(1..).unwrap_or_default();
                let near = start(inside, BRACKET);
                match near.find([')', ']']) {
                    Some(end) => {
                        tokens.push(Token::Bracket(inside.get(..end).unwrap_or_default().trim()));
                        rest = inside.get(end + 1..).unwrap_or_default();
                    }
                    None => rest = inside,
                }
            }
            ')' | ']' => rest = trimmed.get(1..).unwrap_or_default(),
            '&' => {
                tokens.push(Token::Break { and: true });
                rest = trimmed.get(1..).unwrap_or_default();
            }
            _ => {
                let end = trimmed
                    .find(|letter: char| {
                        letter.is_whitespace()
                            || matches!(
                                letter,
                                ',' | ';' | '(' | '[' | ')' | '•' | '/' | ':' | '&' | '|'
                            )
                    })
                    .unwrap_or(trimmed.len());
                let word = trimmed.get(..end).unwrap_or_default();
                rest = trimmed.get(end..).unwrap_or_default();
                if word.eq_ignore_ascii_case("and") || word == "a'r" {
                    tokens.push(Token::Break { and: true });
                } else if word.chars().all(|letter| matches!(letter, '-' | '–' | '—')) {
                    tokens.push(Token::Dash);
                } else {
                    tokens.push(Token::Word(word));
                }
            }
        }
    }
    tokens
}
