//! A template of the user's own: a minijinja file that is filled in from the facts of a meeting.
//!
//! It may speak of everything in the published schema (`schemas/meeting.schema.json`) by the same names. How the file's
//! name ends decides whether text is escaped: `.html` and `.xml` (also with `.j2` after it) are, others are not.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, default_auto_escape_callback};
use thiserror::Error as ThisError;

use super::facts::Facts;
use crate::minutes::wording::{engine, explain, find_word, form};

/// Slips that are stood in for in one file; with more than that it is a file of another kind.
const MOST_SLIPS: usize = 50;

/// What is wrong with a template of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[error("{file}, line {line}: {words}")]
pub struct OwnSlip {
    /// The file.
    pub file: String,
    /// Where in it, from 1.
    pub line: usize,
    /// What went wrong.
    pub words: String,
}

/// The template filled in, and its slips.
///
/// Something printed that cannot be worked out (`{{ item.titel }}`) leaves a visible stand-in in its place, and the
/// rest is as it should be. A slip in a statement (`{% for … %}`), or one that keeps the file from being read, leaves
/// nothing that could be right: then there is no text.
pub fn own(file: &str, source: &str, facts: &Facts) -> (Option<String>, Vec<OwnSlip>) {
    let facts = Value::from(Serde(facts));
    let engine = engine_for_own();
    let mut source = source.to_owned();
    let mut slips: Vec<OwnSlip> = Vec::new();
    loop {
        let error = match engine.render_named_str(file, &source, &facts) {
            Ok(text) => return (Some(text), slips),
            Err(error) => error,
        };
        let slip = OwnSlip {
            file: file.to_owned(),
            line: error.line().unwrap_or(1),
            words: explain(&error),
        };
        let printed = match error.range() {
            Some(range) => printed_around(&source, &range),
            None => printed_with_unknown(&source, &error),
        };
        match printed.filter(|_| slips.len() < MOST_SLIPS) {
            Some(span) => {
                let stand_in = stand_in(&slip, source.get(span.clone()).unwrap_or_default());
                source.replace_range(span, &stand_in);
                slips.push(slip);
            }
            None => {
                slips.push(slip);
                return (None, slips);
            }
        }
    }
}

/// The `{{ … }}` around a part of a template.
fn printed_around(source: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let before = source.get(..part.end)?;
    let start = before.rfind("{{")?;
    let inside = source.get(start..part.start.max(start))?;
    let is_whole = !inside.contains("}}") && !inside.contains("{%");
    let end = start + source.get(start..)?.find("}}")? + 2;
    (is_whole && part.start < end).then_some(start..end)
}

/// The first `{{ … }}` that uses the filter, test or function that an error says is unknown: it names no place.
fn printed_with_unknown(source: &str, error: &Error) -> Option<Range<usize>> {
    let is_unknown = matches!(
        error.kind(),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction
    );
    // "filter capitol is unknown"
    let name = error.detail().filter(|_| is_unknown)?.split(' ').nth(1)?;
    let mut from = 0;
    while let Some(start) = source.get(from..)?.find("{{").map(|at| from + at) {
        let end = start + source.get(start..)?.find("}}")? + 2;
        if find_word(source.get(start..end)?, name).is_some() {
            return Some(start..end);
        }
        from = end;
    }
    None
}

/// An expression that prints what is wrong, with as many lines as what it takes the place of.
fn stand_in(slip: &OwnSlip, instead_of: &str) -> String {
    let words = slip
        .to_string()
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', " ");
    // Braces would end the expression, or begin another.
    let words = words
        .replace("}}", "} }")
        .replace("{{", "{ {")
        .replace("{%", "{ %");
    format!(
        "{{{{ \"[{words}]\"{} }}}}",
        "\n".repeat(instead_of.matches('\n').count())
    )
}

fn engine_for_own() -> Environment<'static> {
    let mut engine = engine();
    engine.set_auto_escape_callback(|name| match default_auto_escape_callback(name) {
        AutoEscape::Html => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    // The facts hold dates and times as text, as JSON does.
    engine.add_filter("date", date);
    engine.add_filter("time", time);
    engine
}

/// `{{ date | date("weekday-long") }}`, of a day or of a moment.
fn date(value: &Value, name: Option<&str>) -> Result<String, Error> {
    let form: crate::minutes::dates::DateForm = name.map(form).transpose()?.unwrap_or_default();
    if value.is_none() {
        return Ok(String::new());
    }
    let day = value
        .as_str()
        .and_then(|text| text.get(..10)?.parse::<NaiveDate>().ok());
    day.map(|day| form.format(day))
        .ok_or_else(|| wants("date", "a date"))
}

/// `{{ commenced | time("dotted") }}`, of a time of day or of a moment.
fn time(value: &Value, name: Option<&str>) -> Result<String, Error> {
    let form: crate::minutes::dates::TimeForm = name.map(form).transpose()?.unwrap_or_default();
    if value.is_none() {
        return Ok(String::new());
    }
    let time = value.as_str().and_then(|text| {
        let time = text.split_once('T').map_or(text, |(_, time)| time);
        time.get(..8)?.parse::<NaiveTime>().ok()
    });
    time.map(|time| form.format(time))
        .ok_or_else(|| wants("time", "a time of day"))
}

fn wants(filter: &str, what: &str) -> Error {
    let words = format!("the filter `{filter}` wants {what}");
    Error::new(ErrorKind::InvalidOperation, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::evening;

    fn filled(file: &str, source: &str) -> (Option<String>, Vec<OwnSlip>) {
        let record = evening();
        let facts = Facts::of(&record.copied());
        own(file, source, &facts)
    }

    #[test]
    fn a_file_speaks_of_all_the_facts_by_their_names() {
        let source = "{{ title }}, {{ date | date('weekday-long') }} ({{ commenced | time }})\n\
                      {% for action in actions if action.owners %}\
                      {{ action.owners | joined(', ', ' and ') }}: {{ action.text }} {{ action.due.as_written }}\n\
                      {% endfor %}{{ time }}{{ items[0].entries[0].declaration }}";
        let (text, slips) = filled("mine.txt", source);
        assert_eq!(slips, []);
        assert_eq!(
            text.unwrap(),
            "Housing Scrutiny Panel, Tuesday 4 March 2025 (6.00pm)\n\
             Jo Carr-Lee and Councillor Tom Smith: bring figures by ward next meeting\n\
             Jo Carr-Lee: Training to be arranged. September\n18:00:00"
        );
    }

    #[test]
    fn a_slip_is_named_with_its_line_and_the_rest_is_there() {
        let source = "{{ title }}\n{{ titel }} and {{ body.name\n | capitol }}\n{% for item in items %}{{ item.number }}{% endfor %}\n{{ nothing.at_all }}";
        let (text, slips) = filled("mine.txt", source);
        let lines: Vec<usize> = slips.iter().map(|slip| slip.line).collect();
        assert_eq!(lines, [2, 2, 5], "{slips:?}");
        let text = text.unwrap();
        assert!(
            text.starts_with("Housing Scrutiny Panel\n[mine.txt, line 2: "),
            "{text}"
        );
        assert!(text.contains("\n1234\n"), "{text}");
        assert!(slips[0].to_string().contains("titel"), "{slips:?}");
    }

    #[test]
    fn what_cannot_be_read_at_all_gives_no_text_and_says_where() {
        for (source, line) in [
            ("\n{% for x in %}", 2),
            ("a\n\n{% for x in nothing.here %}x{% endfor %}", 3),
            ("{{ title", 1),
        ] {
            let (text, slips) = filled("mine.txt", source);
            assert_eq!((text, slips.len()), (None, 1), "{slips:?}");
            assert_eq!(slips[0].line, line, "{slips:?}");
        }
    }

    #[test]
    fn text_is_escaped_where_the_name_of_the_file_says_that_it_is_markup() {
        let mut record = evening();
        record.meeting.head.body.name = "<b>{{ title }}".to_owned();
        let facts = Facts::of(&record.copied());
        let text = |file| own(file, "{{ body.name }}", &facts).0.unwrap();
        assert_eq!(text("a.html"), "&lt;b&gt;{{ title }}");
        assert_eq!(text("a.txt"), "<b>{{ title }}");
    }
}
