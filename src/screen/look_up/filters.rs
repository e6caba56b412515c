//! Filters as words of the query: keys put them in and take them out, and so teach them.

use std::ops::Range;

/// The filter words, as the screen lists them.
pub(in crate::screen) const WORDS: [(&str, &str); 8] = [
    ("open  overdue  done", "actions in that state"),
    ("owner:bell  @bell", "what somebody is to do"),
    ("body:board", "what one body minuted"),
    ("all", "all bodies alike, not this one first"),
    ("item:budget", "under items with such a title"),
    ("kind:decision", "action, recommendation, decision, item …"),
    (
        "since:2021  until:May",
        "minuted from then on, or until then",
    ),
    ("\"flood doors\"", "these words, one right after the other"),
];

/// The query after a key for a filter, and what to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) words: String,
    pub(super) said: String,
}

/// Puts a word for a state in front, or takes it out; there is only ever one of them.
pub(super) fn toggle(query: &str, word: &str) -> Edit {
    let is = |piece: &str, word: &str| piece.eq_ignore_ascii_case(word);
    if let Some(piece) = pieces(query).find(|piece| is(text(query, piece), word)) {
        return Edit {
            words: without(query, piece),
            said: format!("\"{word}\" is taken out: everything is shown."),
        };
    }
    let mut rest = query.to_owned();
    let states = ["open", "overdue", "done"];
    if states.contains(&word) {
        let state_in = |query: &str| {
            pieces(query).find(|piece| states.iter().any(|state| is(text(query, piece), state)))
        };
        while let Some(piece) = state_in(&rest) {
            rest = without(&rest, piece);
        }
    }
    let said = match word {
        "all" => "All bodies alike.".to_owned(),
        _ => format!("Only what is {word}."),
    };
    Edit {
        words: in_front(word, &rest),
        said,
    }
}

/// From this body first to this body alone to all bodies alike, and round.
pub(super) fn turn_body(query: &str, word: &str) -> Edit {
    let is_all =
        |piece: &str| piece.eq_ignore_ascii_case("all") || piece.eq_ignore_ascii_case("body:all");
    let is_body = |piece: &str| {
        piece
            .get(..5)
            .is_some_and(|key| key.eq_ignore_ascii_case("body:"))
    };
    if let Some(piece) = pieces(query).find(|piece| is_all(text(query, piece))) {
        return Edit {
            words: without(query, piece),
            said: "This body first.".to_owned(),
        };
    }
    let alone = format!("body:{word}");
    match pieces(query).find(|piece| is_body(text(query, piece))) {
        Some(piece) if text(query, &piece) == alone => Edit {
            words: in_front("all", &without(query, piece)),
            said: "All bodies alike.".to_owned(),
        },
        Some(piece) => Edit {
            words: in_front(&alone, &without(query, piece)),
            said: "This body alone.".to_owned(),
        },
        None => Edit {
            words: in_front(&alone, query),
            said: "This body alone.".to_owned(),
        },
    }
}

/// The filter for what somebody is to do.
pub(super) fn owner(name: &str) -> String {
    format!("owner:{}", value(name))
}

/// A name as a filter takes it: in quotes where it is several words.
pub(super) fn value(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|letter| !matches!(letter, '"' | '“' | '”' | '„'))
        .collect();
    if name.contains(char::is_whitespace) {
        format!("\"{name}\"")
    } else {
        name
    }
}

/// Whether a word for a state narrows the query, and which.
pub(super) fn state(query: &str) -> Option<&'static str> {
    ["open", "overdue", "done"]
        .into_iter()
        .find(|word| pieces(query).any(|piece| text(query, &piece).eq_ignore_ascii_case(word)))
}

fn text<'q>(query: &'q str, piece: &Range<usize>) -> &'q str {
    query.get(piece.clone()).unwrap_or_default()
}

/// The query without one piece, and without the blanks behind it.
fn without(query: &str, piece: Range<usize>) -> String {
    let before = query.get(..piece.start).unwrap_or_default();
    let after = query.get(piece.end..).unwrap_or_default();
    format!("{before}{}", after.trim_start())
}

/// In front, so that the word being typed can be gone on with.
fn in_front(word: &str, query: &str) -> String {
    format!("{word} {}", query.trim_start())
}

/// What stands between blanks; a blank in quotes is part of what stands around it.
fn pieces(query: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = query.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, letter)| letter.is_whitespace()).is_some() {}
        let (start, _) = *rest.peek()?;
        let mut quoted = false;
        let mut end = start;
        while let Some((at, letter)) = rest.next_if(|(_, letter)| quoted || !letter.is_whitespace())
        {
            quoted ^= matches!(letter, '"' | '“' | '”' | '„');
            end = at + letter.len_utf8();
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(query: &str) -> Vec<&str> {
        pieces(query)
            .map(|piece| query.get(piece).unwrap())
            .collect()
    }

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(cut("  open hub "), ["open", "hub"]);
        assert_eq!(
            cut("owner:\"Jo Carr\" “é x” \"half open"),
            ["owner:\"Jo Carr\"", "“é x”", "\"half open"]
        );
        assert_eq!(cut(" "), [""; 0]);
    }

    #[test]
    fn a_state_is_put_in_front_and_taken_out_and_stands_alone() {
        let words = |query: &str, word: &str| toggle(query, word).words;
        assert_eq!(words("hub", "open"), "open hub");
        assert_eq!(words("open hub", "open"), "hub");
        assert_eq!(words("hub OPEN visit", "open"), "hub visit");
        assert_eq!(words("done open hub", "overdue"), "overdue hub");
        assert_eq!(words("", "overdue"), "overdue ");
        assert_eq!(words("overdue ", "overdue"), "");
        assert_eq!(words("\"open\" hub", "open"), "open \"open\" hub", "a word");
        assert_eq!(words("opening", "open"), "open opening");
        assert_eq!(state("hub Done"), Some("done"));
        assert_eq!(state("\"done\" doneness"), None);
    }

    #[test]
    fn this_body_first_alone_or_all_alike() {
        let mut query = "hub".to_owned();
        let mut seen = Vec::new();
        for _ in 0..3 {
            query = turn_body(&query, "GSP").words;
            seen.push(query.clone());
        }
        assert_eq!(seen, ["body:GSP hub", "all hub", "hub"]);
        assert_eq!(turn_body("body:board x", "GSP").words, "body:GSP x");
        assert_eq!(turn_body("x body:all", "GSP").words, "x ");
        let quoted = value("Quay \"and\" Market");
        assert_eq!(quoted, "\"Quay and Market\"");
        let alone = turn_body("x", &quoted).words;
        assert_eq!(turn_body(&alone, &quoted).words, "all x");
    }
}
