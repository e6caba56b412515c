//! What stands around the business: which body met, when, where, from when to when, and when it meets next.

mod body;
mod hours;
mod next;

use chrono::{Datelike as _, NaiveDate};

use crate::import::paragraphs::Block;
use crate::import::proposal::DateSource;
use crate::import::text::{first_of, has, lower, sentences, start};
use crate::import::when::{Dated, dates};
pub use body::body;
pub use hours::hours;
pub use next::next_meeting;

/// "Extraordinary Meeting", "Annual Parish Meeting", "Workshop": what sort of meeting, as printed.
pub fn meeting_type(head: &[Block]) -> Option<String> {
    const SORTS: [&str; 14] = [
        "extraordinary meeting",
        "annual meeting",
        "annual general meeting",
        "annual parish meeting",
        "annual town meeting",
        "ordinary meeting",
        "monthly meeting",
        "special meeting",
        "emergency meeting",
        "annual council meeting",
        "statutory meeting",
        "workshop",
        "adjourned meeting",
        "extra ordinary meeting",
    ];
    head.iter().take(8).find_map(|block| {
        let text = start(&block.text, 300);
        let (at, length) = first_of(&lower(text), &SORTS, 0)?;
        text.get(at..at + length).map(str::to_owned)
    })
}

/// Sentences of the head that speak of another meeting or of signing.
fn is_of_another_meeting(lower_text: &str) -> bool {
    has(
        lower_text,
        &[
            "next meeting",
            "previous meeting",
            "last meeting",
            "signed",
            "confirmed on",
            "approved on",
            "dated",
            "next ordinary",
        ],
    )
}

/// The day of the meeting, and where it was told.
pub fn date(
    head: &[Block],
    all: &[Dated],
    file: Option<NaiveDate>,
) -> Option<(NaiveDate, DateSource, bool)> {
    let anchor = file
        .or_else(|| {
            all.iter()
                .find(|dated| dated.year_stated)
                .map(|dated| dated.date)
        })
        .unwrap_or(NaiveDate::MIN);
    let mut found: Vec<(u32, Dated)> = Vec::new();
    for (place, block) in head.iter().take(30).enumerate() {
        let text = start(&block.text, 2000);
        for range in sentences(text) {
            let Some(sentence) = text.get(range) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            if is_of_another_meeting(&lower_sentence) {
                continue;
            }
            let cue = has(
                &lower_sentence,
                &["held", "meeting", "minutes", "date", "on"],
            ) || sentence.len() < 70;
            for dated in dates(sentence, anchor) {
                let rank =
                    u32::from(!cue) * 4 + u32::from(!dated.year_stated) * 2 + u32::from(place > 10);
                found.push((rank, dated));
            }
        }
    }
    let best = found
        .into_iter()
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, dated)| dated);
    match best {
        Some(dated) if dated.year_stated => {
            Some((dated.date, DateSource::Text, dated.weekday_wrong))
        }
        Some(dated) => {
            let date = with_year(&dated, all, file)?;
            Some((date, DateSource::TextWithoutYear, false))
        }
        None => file.map(|date| (date, DateSource::FileName, false)),
    }
}

/// Gives a day without a year the year that lies nearest to the dates that have one, and fits the weekday if there is one.
fn with_year(dated: &Dated, all: &[Dated], file: Option<NaiveDate>) -> Option<NaiveDate> {
    let known: Vec<NaiveDate> = file
        .into_iter()
        .chain(
            all.iter()
                .filter(|other| other.year_stated)
                .map(|other| other.date),
        )
        .collect();
    let mut years: Vec<i32> = known
        .iter()
        .flat_map(|date| [date.year() - 1, date.year(), date.year() + 1])
        .collect();
    years.sort_unstable();
    years.dedup();
    years
        .into_iter()
        .filter_map(|year| dated.date.with_year(year))
        .filter(|date| {
            dated
                .weekday
                .is_none_or(|weekday| date.weekday() == weekday)
        })
        .min_by_key(|date| {
            known
                .iter()
                .map(|other| (*other - *date).num_days().abs())
                .min()
                .unwrap_or(i64::MAX)
        })
}

/// Where it was held: the line after "held in", or a line that names a hall or a room.
pub fn venue(head: &[Block]) -> Option<String> {
    for block in head.iter().take(12) {
        let text = start(&block.text, 500);
        let lower_text = lower(text);
        let cues = [
            "held in the",
            "held at the",
            "held in",
            "held at",
            "met at the",
            "met in the",
            "met at",
            "venue:",
            "location:",
            "place:",
        ];
        if let Some((at, length)) = first_of(&lower_text, &cues, 0)
            && let Some(rest) = text.get(at + length..)
        {
            let lower_rest = lower(rest);
            let end = first_of(&lower_rest, &["on", "at", "commencing"], 0)
                .map_or(rest.len(), |(end, _)| end);
            let end = end.min(rest.find([';', '(', '\t']).unwrap_or(rest.len()));
            let place = rest
                .get(..end)?
                .trim_matches(|letter: char| !letter.is_alphanumeric());
            let no_day = !place.is_empty()
                && dates(place, NaiveDate::MIN).is_empty()
                && place.starts_with(char::is_alphabetic);
            if no_day && place.len() < 120 {
                return Some(place.to_owned());
            }
        }
        let is_place = has(
            &lower_text,
            &[
                "hall", "room", "chamber", "centre", "school", "church", "library", "offices",
                "teams", "zoom",
            ],
        );
        if is_place
            && text.len() < 90
            && !has(
                &lower_text,
                &["minutes", "meeting", "present", "councillor"],
            )
        {
            return Some(text.trim_end_matches(['.', ',']).to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(texts: &[&str]) -> Vec<Block> {
        texts
            .iter()
            .map(|text| Block {
                text: (*text).to_owned(),
                ..Block::default()
            })
            .collect()
    }

    #[test]
    fn bodies_are_found_in_titles_and_sentences() {
        let cases: [(&[&str], Option<&str>); 7] = [
            (
                &["Corporate Scrutiny Panel – 30 January 2014"],
                Some("Corporate Scrutiny Panel"),
            ),
            (
                &[
                    "MINUTES OF PROCEEDINGS AT MONTHLY MEETING OF THE MUNICIPAL DISTRICT OF MOSS-VALE HELD IN THE HALL, CO. DALE",
                ],
                Some("MUNICIPAL DISTRICT OF MOSS-VALE"),
            ),
            (
                &[
                    "Minutes of the meeting of Moss Vale Parish Council held in the Council Chamber on 4 May 2021",
                ],
                Some("Moss Vale Parish Council"),
            ),
            (
                &[
                    "Moss Vale Town Council",
                    "Planning and Environment Committee",
                ],
                Some("Moss Vale Town Council Planning and Environment Committee"),
            ),
            (
                &["Children Sub Committee Workshop"],
                Some("Children Sub Committee"),
            ),
            (&["The Council met in the Council Offices."], None),
            (&["Present: Cllr Moss"], None),
        ];
        for (texts, expected) in cases {
            assert_eq!(body(&head(texts)).as_deref(), expected, "{texts:?}");
        }
    }

    #[test]
    fn hours_are_read_from_labels_and_sentences() {
        let read = |texts: &[&str], rest: &[(&str, &str)]| {
            let hours = hours(&head(texts), rest);
            let shown = |time: Option<(chrono::NaiveTime, String)>| {
                time.map(|(time, _)| super::super::when::clock(time))
            };
            (shown(hours.start), shown(hours.end))
        };
        let both = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(
            read(&["Commenced: 6.00pm", "Terminated: 7.30pm"], &[]),
            both("18:00", "19:30")
        );
        assert_eq!(
            read(
                &["Held on 4 May 2021 at 7.30pm"],
                &[("", "The Chairman closed the meeting at 21.05pm.")]
            ),
            both("19:30", "21:05")
        );
        assert_eq!(
            read(&["Start - 7pm End - 9pm"], &[]),
            both("19:00", "21:00")
        );
        assert_eq!(
            read(
                &["Moss Vale"],
                &[
                    ("", "The public session closed at 7.45pm."),
                    ("", "The meeting opened at 7pm.")
                ]
            ),
            (Some("19:00".to_owned()), None)
        );
    }

    #[test]
    fn the_next_meeting_is_told_by_an_item_or_a_sentence() {
        let day = NaiveDate::from_ymd_opt(2024, 5, 20);
        let read = |title: &str, text: &str| {
            next_meeting(&[(title, vec![text])], day).map(|(date, ..)| date.to_string())
        };
        assert_eq!(
            read("Date of next meeting", "24th June.").as_deref(),
            Some("2024-06-24")
        );
        assert_eq!(
            read(
                "AOB",
                "The next meeting will be held on Monday 1 July 2024."
            )
            .as_deref(),
            Some("2024-07-01")
        );
        assert_eq!(read("AOB", "The fete is on 1 July 2024."), None);
    }

    #[test]
    fn bodies_are_named_without_the_sort_of_their_meeting() {
        for (text, expected) in [
            (
                "Minutes of the Extraordinary Moss Vale Parish Council meeting",
                "Moss Vale Parish Council",
            ),
            (
                "Minutes of a meeting of Moss Plan sub-committee held on 4 May 2021",
                "Moss Plan sub-committee",
            ),
            (
                "Minute of Moss Vale Parish Council",
                "Moss Vale Parish Council",
            ),
            (
                "Moss Vale Council Under the Local Authority Regulations 2020",
                "Moss Vale Council",
            ),
        ] {
            assert_eq!(body(&head(&[text])).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_run_together_at_the_end_is_told_apart() {
        let hours = hours(
            &[],
            &[(
                "",
                "The meeting closed at 5.05pm Next meeting 5 July at 7pm",
            )],
        );
        assert_eq!(
            hours.end.map(|(time, _)| super::super::when::clock(time)),
            Some("17:05".to_owned())
        );
    }

    #[test]
    fn a_title_may_stand_above_the_next_meetings_date() {
        let date = NaiveDate::from_ymd_opt(2022, 8, 10);
        let found = next_meeting(
            &[("Parking", vec!["Date of next meeting", "23 August 2022"])],
            date,
        );
        assert_eq!(
            found.map(|(date, ..)| date),
            NaiveDate::from_ymd_opt(2022, 8, 23)
        );
    }
}
