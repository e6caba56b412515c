//! Parts the heading of an item from the words that follow it on the same line.

use super::text::{bare, is_capitals, sentences, start, words};

/// The longest heading that a colon or a dash may end, in bytes.
const LONGEST: usize = 130;

/// The same for a line that stands out from end to end, in bold or in capitals: a colon or a dash in it parts nothing,
/// unless the title is one of those that say little by themselves ("Apologies: none").
pub fn split_heading(text: &str) -> (&str, &str) {
    let text = text.trim();
    let whole = !text.contains('\t')
        && text.len() <= LONGEST
        && sentences(text).len() == 1
        && !text.ends_with('.')
        && end_of_stock(text).is_none()
        && before_decision(text).is_none();
    if whole { (text, "") } else { split(text) }
}

/// Title and rest of what follows an item's number.
pub fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    if let Some((title, rest)) = text.split_once('\t')
        && title.len() <= LONGEST
        && title
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            >= 3
    {
        return (
            ended(title),
            rest.trim_start_matches(['\t', ' ', ':', '-', '–']),
        );
    }
    if let Some(at) = end_of_capitals(text) {
        return cut(text, at);
    }
    if let Some(at) = end_of_stock(text) {
        return cut(text, at);
    }
    // "Election of Mayor Proposed by: Cllr Moss".
    let window = start(text, LONGEST);
    if let Some(at) = ["Proposed by", "It was proposed by", "Proposed: "]
        .iter()
        .filter_map(|words| window.find(words))
        .min()
        && at > 4
        && window
            .get(..at)
            .is_some_and(|before| !before.contains(['.', ':', '–']))
    {
        return cut(text, at);
    }
    if let Some(at) = before_decision(text) {
        return cut(text, at);
    }
    let colon = window.char_indices().find(|(at, letter)| {
        *letter == ':'
            && !window
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
    });
    let dash = [" – ", " — ", " - ", "– ", " –"]
        .iter()
        .filter_map(|dash| window.find(dash))
        .min();
    let first_sentence = sentences(text)
        .first()
        .map_or(text.len(), |range| range.end);
    match (colon.map(|(at, _)| at), dash) {
        (Some(colon), _) if colon < first_sentence => cut(text, colon),
        (_, Some(dash)) if dash < first_sentence && dash > 2 => cut(text, dash),
        _ => cut(text, first_sentence),
    }
}

/// "To consider the budget – It was RESOLVED: That": where the decision begins that a dash parts from the title.
fn before_decision(text: &str) -> Option<usize> {
    let near = start(text, 320);
    [
        "It was RESOLVED",
        "It was Resolved",
        "It was resolved",
        "RESOLVED",
        "Resolved",
    ]
    .iter()
    .filter_map(|words| near.find(words))
    .min()
    .filter(|at| {
        near.get(..*at).is_some_and(|before| {
            let before = before.trim_end();
            before.len() > 4
                && before.ends_with(['-', '–', '—'])
                && !before.contains(['.', ':', ';'])
        })
    })
}

/// Where capitals end, if the text begins with at least one word of them and goes on otherwise.
fn end_of_capitals(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut all: Vec<(usize, bool)> = Vec::new();
    for word in words(text).take(60) {
        let plain = bare(word.text);
        let capital = plain.chars().all(|letter| !letter.is_lowercase());
        if !capital {
            break;
        }
        letters += plain.chars().filter(|letter| letter.is_uppercase()).count();
        end = word.end();
        all.push((
            word.at,
            plain.chars().count() <= 1 && plain.starts_with(char::is_uppercase),
        ));
    }
    let first = words(text).next()?;
    if letters < 3
        || end == text.len()
        || !is_capitals(first.text) && bare(first.text).chars().count() > 1
    {
        return None;
    }
    // "REVIEW A report": the letter begins the sentence.
    if let Some((at, true)) = all.last() {
        end = *at;
    }
    let real = text
        .get(..end)?
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count();
    (real >= 3).then_some(end)
}

/// Titles that often have nothing between them and the sentence that follows.
const STOCK: [&str; 46] = [
    "apologies for absence",
    "apologies",
    "apology",
    "declarations of interest",
    "declaration of interest",
    "declarations of interests",
    "disclosures of interest",
    "disclosure of interests",
    "minutes of the last meeting",
    "minutes of previous meeting",
    "minutes of last meeting",
    "minutes of the previous meeting",
    "minutes",
    "matters arising",
    "matters arising from the minutes",
    "matters arising from minutes",
    "finance",
    "financial matters",
    "finances",
    "planning",
    "planning applications",
    "planning matters",
    "highways",
    "highways and footpaths",
    "correspondence",
    "any other business",
    "aob",
    "a.o.b",
    "date of next meeting",
    "date of the next meeting",
    "next meeting",
    "public participation",
    "public forum",
    "open forum",
    "public session",
    "police report",
    "police matters",
    "clerk's report",
    "clerk’s report",
    "chairman's report",
    "chair's report",
    "county councillor's report",
    "accounts",
    "footpaths",
    "playground",
    "village hall",
];

/// Where a stock title ends that a sentence follows with nothing but a blank between.
fn end_of_stock(text: &str) -> Option<usize> {
    let lower = super::text::lower(start(text, 60));
    let end = super::text::begins(&lower, &STOCK)?;
    let rest = text.get(end..)?.strip_prefix(' ')?;
    let first = rest.chars().next()?;
    let sentence = first.is_uppercase()
        && rest
            .split_whitespace()
            .nth(1)
            .is_some_and(|word| word.starts_with(char::is_lowercase) || bare(word).len() <= 2)
        || first.is_ascii_digit() && lower.contains("meeting");
    let names = [
        "The ",
        "It ",
        "There ",
        "No ",
        "Nil",
        "Cllr",
        "Councillor",
        "None",
    ]
    .iter()
    .any(|opening| rest.starts_with(opening));
    (sentence && !rest.starts_with("Application") || names || rest.starts_with("Balance"))
        .then_some(end)
}

fn cut(text: &str, at: usize) -> (&str, &str) {
    let title = ended(text.get(..at).unwrap_or(text));
    let rest = text.get(at..).unwrap_or_default();
    (
        title,
        rest.trim_start_matches([':', '-', '–', '—', ' ', '.', ';', '\t']),
    )
}

fn ended(title: &str) -> &str {
    title
        .trim()
        .trim_end_matches([':', '-', '–', '—', ' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_where_its_style_does() {
        let cases = [
            (
                "MINUTES – Resolved – That the minutes be signed.",
                "MINUTES",
                "Resolved – That the minutes be signed.",
            ),
            (
                "PUBLIC REQUESTS There were none.",
                "PUBLIC REQUESTS",
                "There were none.",
            ),
            ("REVIEW A report was seen.", "REVIEW", "A report was seen."),
            (
                "Police Reports:  None received.",
                "Police Reports",
                "None received.",
            ),
            (
                "To approve accounts for payment:- Seen.",
                "To approve accounts for payment",
                "Seen.",
            ),
            (
                "Update from Mr Pott of the firm.  The name goes.",
                "Update from Mr Pott of the firm.",
                "The name goes.",
            ),
            ("Apologies – Cllr Moss", "Apologies", "Cllr Moss"),
            ("Adoption of Minutes", "Adoption of Minutes", ""),
            ("Start at 7:30", "Start at 7:30", ""),
        ];
        for (text, title, rest) in cases {
            assert_eq!(split(text), (title, rest), "{text}");
        }
    }

    #[test]
    fn a_mover_is_no_part_of_a_title() {
        assert_eq!(
            split("Election of Mayor Proposed by: Cllr Moss Seconded by: Cllr Dunn"),
            (
                "Election of Mayor",
                "Proposed by: Cllr Moss Seconded by: Cllr Dunn"
            )
        );
    }

    #[test]
    fn a_decision_on_the_line_is_no_part_of_the_title() {
        assert_eq!(
            split("To consider the budget 2021/2022 – It was RESOLVED: That it be set."),
            (
                "To consider the budget 2021/2022",
                "It was RESOLVED: That it be set."
            )
        );
    }
}
