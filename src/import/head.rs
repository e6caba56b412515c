//! What stands around the business: which body met, when, where, from when to when, and when it meets next.

use chrono::{Datelike as _, Days, NaiveDate};

use super::paragraphs::Block;
use super::proposal::DateSource;
use super::text::{bare, first_of, has, lower, sentences, start, words};
use super::when::{Dated, Timed, dates, times};

/// Words that end the name of a body.
const BODIES: [&str; 24] = [
    "council",
    "committee",
    "panel",
    "board",
    "sub-committee",
    "subcommittee",
    "forum",
    "cabinet",
    "executive",
    "assembly",
    "partnership",
    "authority",
    "commission",
    "party",
    "group",
    "trust",
    "association",
    "federation",
    "cabinet",
    "conference",
    "district",
    "team",
    "governors",
    "trustees",
];
/// Words after which a council is a building or a thing.
const NOT_BODY: [&str; 18] = [
    "chamber",
    "chambers",
    "office",
    "offices",
    "hall",
    "room",
    "house",
    "tax",
    "meeting's",
    "buildings",
    "building",
    "centre",
    "suite",
    "officers",
    "officer",
    "members",
    "land",
    "rooms",
];
/// Words before a body that tell what sort of meeting it held, and are no part of its name.
const SORTS_OF_MEETING: [&str; 7] = [
    "annual",
    "extraordinary",
    "extra-ordinary",
    "ordinary",
    "special",
    "monthly",
    "emergency",
];
/// Small words inside a name.
const INSIDE: [&str; 8] = ["of", "and", "&", "for", "the", "with", "on", "in"];

/// The body that met, from what stands above the items.
pub fn body(head: &[Block]) -> Option<String> {
    let is_roll = |block: &&Block| {
        has(
            &lower(start(&block.text, 40)),
            &[
                "present",
                "attendance",
                "apologies",
                "attended by",
                "chair",
                "chairman",
                "presiding",
            ],
        )
    };
    let title: Vec<&Block> = head
        .iter()
        .take(14)
        .take_while(|block| !is_roll(block))
        .collect();
    // Where the list of those present comes first, the title stands below it.
    let titled: Vec<&Block> = head
        .iter()
        .take(14)
        .filter(|block| {
            has(
                &lower(start(&block.text, 200)),
                &["minutes of", "minute of", "meeting of"],
            )
        })
        .collect();
    let (mut council, mut part) = (None, None);
    for block in title.into_iter().chain(titled) {
        for name in bodies_in(start(&block.text, 400)) {
            let slot = if lower(&name).ends_with("council") {
                &mut council
            } else {
                &mut part
            };
            slot.get_or_insert(name);
        }
    }
    if council.is_none() && part.is_none() {
        return parish_meeting(head);
    }
    match (council, part) {
        (Some(council), Some(part)) if lower(&part).contains(&lower(&council)) => Some(part),
        (Some(council), Some(part)) => Some(format!("{council} {part}")),
        (council, part) => part.or(council),
    }
}

/// "Moss Vale Parish Meeting": the electors of a parish that has no council.
fn parish_meeting(head: &[Block]) -> Option<String> {
    head.iter().take(6).find_map(|block| {
        let text = start(&block.text, 300);
        let (at, length) = first_of(&lower(text), &["parish meeting"], 0)?;
        let before: Vec<_> = words(text.get(..at)?).collect();
        let name: Vec<_> = before
            .iter()
            .rev()
            .take_while(|word| {
                word.text.starts_with(char::is_uppercase)
                    && !matches!(lower(word.text).as_str(), "annual" | "minutes" | "the")
            })
            .collect();
        let first = name.last()?;
        text.get(first.at..at + length).map(str::to_owned)
    })
}

fn bodies_in(text: &str) -> Vec<String> {
    let words: Vec<_> = words(text).collect();
    let mut found: Vec<String> = Vec::new();
    let mut taken = 0;
    for (at, word) in words.iter().enumerate() {
        let plain = bare(word.text);
        let lower_word = plain.to_lowercase();
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        // "Moss Vale sub-committee": small letters, but a name before them.
        let named = plain.starts_with(char::is_uppercase)
            || matches!(
                lower_word.as_str(),
                "council" | "committee" | "sub-committee" | "panel" | "group"
            ) && before.is_some_and(|before| {
                before.text.starts_with(char::is_uppercase)
                    && before.text.chars().all(char::is_alphabetic)
                    && !matches!(lower(before.text).as_str(), "the" | "this" | "a" | "each")
            });
        if at < taken || !BODIES.contains(&lower_word.as_str()) || !named {
            continue;
        }
        let next = words
            .get(at + 1)
            .map(|next| bare(next.text).to_lowercase())
            .unwrap_or_default();
        if NOT_BODY.contains(&next.as_str()) && !word.text.ends_with([',', '.']) {
            continue;
        }
        let municipal = before.is_some_and(|before| before.text.eq_ignore_ascii_case("municipal"));
        let local = before.is_some_and(|before| before.text.eq_ignore_ascii_case("local"));
        if lower_word == "authority" && local {
            continue;
        }
        if lower_word == "district" && next != "of" && !municipal {
            continue;
        }
        // To the left: capitals and small words, up to "meeting of" or "minutes of".
        let mut from = at;
        while let Some(before) = from.checked_sub(1).and_then(|before| words.get(before)) {
            let plain = bare(before.text);
            let lower_before = plain.to_lowercase();
            let stops = before.text.ends_with([':', ';', '.', '–', '-'])
                && from < at + 1
                && !before.text.ends_with("St.")
                || matches!(
                    lower_before.as_str(),
                    "meeting"
                        | "minutes"
                        | "minute"
                        | "meetings"
                        | "held"
                        | "at"
                        | "by"
                        | "proceedings"
                        | "draft"
                        | "to"
                        | "from"
                        | "that"
                        | "under"
                )
                || before.text.ends_with(',') && !next_is_list(&words, from, at)
                || plain.chars().any(|letter| letter.is_ascii_digit())
                || plain.is_empty() && !matches!(before.text, "&");
            let goes = plain.starts_with(char::is_uppercase)
                || INSIDE.contains(&lower_before.as_str())
                || before.text == "&";
            if stops || !goes || at - from > 9 {
                break;
            }
            from -= 1;
        }
        while from < at
            && words.get(from).is_some_and(|word| {
                let lower_word = word.text.to_lowercase();
                INSIDE.contains(&lower_word.as_str())
                    || SORTS_OF_MEETING.contains(&lower_word.as_str())
                    || word.text == "-"
            })
        {
            from += 1;
        }
        let mut to = at;
        if next == "of" {
            // "Municipal District of Moss Vale", "Committee of the Council".
            let mut probe = at + 2;
            while let Some(after) = words.get(probe) {
                let plain = bare(after.text);
                let lower_after = plain.to_lowercase();
                let ends = matches!(
                    lower_after.as_str(),
                    "held" | "on" | "at" | "in" | "meeting" | "was" | "took" | "minutes" | "agenda"
                );
                if ends || !(plain.starts_with(char::is_uppercase) || lower_after == "the") {
                    break;
                }
                to = probe;
                probe += 1;
                if after.text.ends_with([',', '.', ':']) || probe > at + 7 {
                    break;
                }
            }
        }
        taken = to + 1;
        let (Some(first), Some(last)) = (words.get(from), words.get(to)) else {
            continue;
        };
        let Some(name) = text.get(first.at..last.end()) else {
            continue;
        };
        let name = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
        let name = [
            "Annual ",
            "Full ",
            "Ordinary ",
            "Monthly ",
            "Extraordinary ",
            "Draft ",
            "ANNUAL ",
            "DRAFT ",
        ]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name);
        // "The Council", "This Committee" is no name.
        let naming = name.split_whitespace().count() >= 2
            && !matches!(
                lower(name).as_str(),
                "the council" | "the committee" | "full council"
            );
        let cabinet = matches!(lower_word.as_str(), "cabinet" | "executive")
            && text.split_whitespace().count() <= 8;
        if naming || cabinet {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether a comma to the left belongs to a name: "Health, Housing and Care Committee".
fn next_is_list(words: &[super::text::Word], from: usize, at: usize) -> bool {
    words.get(from..at).is_some_and(|between| {
        between
            .iter()
            .any(|word| word.text == "and" || word.text == "&" || word.text == "AND")
    })
}

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

/// When the meeting began and ended, each with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    pub start: Option<(chrono::NaiveTime, String)>,
    pub end: Option<(chrono::NaiveTime, String)>,
}

const BEGINS: [&str; 18] = [
    "commenced",
    "commencing",
    "commence",
    "commences",
    "started",
    "start",
    "starting",
    "opened",
    "began",
    "begins",
    "called to order",
    "start time",
    "declared open",
    "opening",
    "convened",
    "time",
    "opens",
    "beginning",
];
const ENDS: [&str; 22] = [
    "closed",
    "concluded",
    "ended",
    "terminated",
    "finished",
    "rose",
    "closing",
    "close",
    "closes",
    "end",
    "finish",
    "conclusion",
    "ends",
    "closure",
    "concluding",
    "adjourned at",
    "end time",
    "declared closed",
    "adjourned until",
    "completed",
    "dissolved",
    "meeting over",
];

/// Reads when the meeting began from its head, and when it ended from wherever that stands.
pub fn hours(head: &[Block], rest: &[(&str, &str)]) -> Hours {
    let mut hours = Hours::default();
    for block in head.iter().take(30) {
        let text = start(&block.text, 2000);
        for range in sentences(text) {
            if let Some(sentence) = text.get(range) {
                head_hours(sentence, &mut hours);
            }
        }
    }
    for (title, text) in rest {
        let closing = has(
            &lower(title),
            &[
                "close",
                "closure",
                "closing",
                "end of meeting",
                "meeting closed",
            ],
        );
        for range in sentences(text) {
            let Some(sentence) = text.get(range).map(up_to_next_meeting) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            let of_meeting = has(
                &lower_sentence,
                &["meeting", "committee", "council", "panel", "business"],
            ) || sentence.len() < 60;
            let of_part = has(
                &lower_sentence,
                &[
                    "public session",
                    "public participation",
                    "public forum",
                    "public time",
                    "open forum",
                    "next meeting",
                    "closed session",
                    "road",
                    "consultation",
                    "office",
                ],
            );
            if !of_meeting || of_part {
                continue;
            }
            let found = times(sentence);
            if let Some((at, _)) = first_of(&lower_sentence, &ENDS, 0) {
                if let Some(time) = nearest_after(&found, at)
                    .or(found.first())
                    .filter(|_| !has(&lower_sentence, &["will", "to be held"]))
                {
                    hours.end = Some((time.time, written(sentence, time)));
                }
            } else if closing && let [time] = found.as_slice() {
                hours.end = Some((time.time, written(sentence, time)));
            } else if hours.start.is_none()
                && let Some((at, _)) = first_of(
                    &lower_sentence,
                    &["commenced", "opened", "started", "began", "called to order"],
                    0,
                )
                && has(&lower_sentence, &["meeting", "chair", "chairman"])
                && !has(&lower_sentence, &["will", "next"])
                && let Some(time) = nearest_after(&found, at)
            {
                hours.start = Some((time.time, written(sentence, time)));
            }
        }
    }
    hours
}

/// "The meeting closed at 9.15pm Next meeting 3 May at 7pm", run together: what is said of this meeting.
fn up_to_next_meeting(sentence: &str) -> &str {
    let lower_sentence = lower(sentence);
    let next = first_of(&lower_sentence, &["next meeting", "date of next"], 0);
    let end = first_of(&lower_sentence, &ENDS, 0);
    match (end, next) {
        (Some((end, _)), Some((next, _))) if end < next => sentence.get(..next).unwrap_or(sentence),
        _ => sentence,
    }
}

fn head_hours(sentence: &str, hours: &mut Hours) {
    let lower_sentence = lower(sentence);
    if is_of_another_meeting(&lower_sentence) || super::people::movement(&lower_sentence).is_some()
    {
        return;
    }
    let found = times(sentence);
    let Some(first) = found.first() else { return };
    // "7.00pm – 9.15pm".
    if let [from, to, ..] = found.as_slice()
        && sentence
            .get(from.at.end..to.at.start)
            .is_some_and(|between| matches!(between.trim(), "-" | "–" | "—" | "to" | "until"))
    {
        hours
            .start
            .get_or_insert((from.time, written(sentence, from)));
        hours.end = Some((to.time, written(sentence, to)));
        return;
    }
    let begins = first_of(&lower_sentence, &BEGINS, 0);
    let ends = first_of(&lower_sentence, &ENDS, 0);
    match (begins, ends) {
        (Some((begin, _)), Some((end, _))) => {
            if let Some(time) = nearest_after(&found, begin) {
                hours
                    .start
                    .get_or_insert((time.time, written(sentence, time)));
            }
            if let Some(time) = nearest_after(&found, end) {
                hours.end = Some((time.time, written(sentence, time)));
            }
        }
        (None, Some(_)) => {
            if !lower_sentence.contains("at the conclusion of") {
                hours.end = Some((first.time, written(sentence, first)));
            }
        }
        (_, None) => {
            let in_title = has(&lower_sentence, &["held", "meeting", "minutes", "at", "on"])
                || sentence.len() < 60
                || sentence.len() < 120 && !dates(sentence, NaiveDate::MIN).is_empty();
            // "8.10pm Cllr Moss arrived" was a movement; "until 8pm" is somebody's leaving.
            if hours.start.is_none()
                && in_title
                && !has(&lower_sentence, &["until", "arrived", "left", "till"])
            {
                hours.start = Some((first.time, written(sentence, first)));
            }
        }
    }
}

fn nearest_after(found: &[Timed], at: usize) -> Option<&Timed> {
    found.iter().find(|time| time.at.start >= at)
}

fn written(sentence: &str, time: &Timed) -> String {
    sentence.get(time.at.clone()).unwrap_or_default().to_owned()
}

/// The next meeting: its day, its words, and whether its weekday is wrong.
pub fn next_meeting(
    items: &[(&str, Vec<&str>)],
    date: Option<NaiveDate>,
) -> Option<(NaiveDate, String, bool)> {
    let anchor = date.and_then(|date| date.checked_add_days(Days::new(1)));
    let is_next = |found: &Dated| {
        date.is_none_or(|date| found.date > date || !found.year_stated || found.weekday_wrong)
    };
    let read = |text: &str| -> Option<(NaiveDate, String, bool)> {
        let found = dates(text, anchor?);
        let best = found.iter().find(|found| is_next(found))?;
        Some((
            best.date,
            text.get(best.at.clone()).unwrap_or_default().to_owned(),
            best.weekday_wrong,
        ))
    };
    // An item for it, or a label.
    for (title, blocks) in items.iter().rev() {
        if !is_next_title(title) {
            continue;
        }
        if let Some(found) = read(title).or_else(|| {
            blocks
                .iter()
                .take(6)
                .find_map(|text| read(start(text, 600)))
        }) {
            return Some(found);
        }
    }
    // A sentence that says it, the last one first.
    for (_, blocks) in items.iter().rev() {
        for (place, text) in blocks.iter().enumerate().rev() {
            for range in sentences(text).into_iter().rev() {
                let Some(sentence) = text.get(range) else {
                    continue;
                };
                let lower_sentence = lower(sentence);
                let cue = first_of(
                    &lower_sentence,
                    &[
                        "next meeting",
                        "next ordinary meeting",
                        "next council meeting",
                        "next parish council meeting",
                        "next full council",
                        "next monthly meeting",
                        "next scheduled meeting",
                        "date of next",
                        "meeting dates",
                        "dates of meetings",
                        "next committee meeting",
                        "next panel meeting",
                        "next town council meeting",
                        "next community council meeting",
                        "dates of future meetings",
                        "future meetings",
                        "meet again",
                        "next scrutiny panel",
                        "next business meeting",
                        "date of the next",
                        "following dates",
                    ],
                    0,
                );
                let Some((at, _)) = cue else { continue };
                let found = sentence.get(at..).and_then(read).or_else(|| {
                    // A lead-in or a title with the dates below it.
                    let leads = sentence.ends_with(':') || at < 12 && sentence.len() < 60;
                    leads.then(|| {
                        blocks
                            .iter()
                            .skip(place + 1)
                            .take(3)
                            .find_map(|below| read(start(below, 200)))
                    })?
                });
                if found.is_some() {
                    return found;
                }
            }
        }
    }
    None
}

fn is_next_title(title: &str) -> bool {
    let lower_title = lower(title);
    has(
        &lower_title,
        &[
            "next meeting",
            "date of meeting",
            "dates of meetings",
            "future meetings",
            "meeting dates",
            "next meetings",
            "date of next",
            "dates of next",
            "date and time of next",
            "future meeting dates",
            "dates of future",
        ],
    ) || lower_title.starts_with("next ") && lower_title.contains("meeting")
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
