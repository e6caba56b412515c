//! WebVTT chapters: when each item was put and each entry begun, for the recording of a meeting.

use chrono::TimeDelta;

use super::document::Words;
use super::facts::Facts;
use crate::minutes::ids::Stamp;

/// Letters of an entry that a chapter shows at most.
const SHOWN: usize = 90;

/// The facts as chapters of a recording in which the meeting commenced at `offset`, less than nothing where the
/// recording began later. What lies before its beginning is left out; a meeting without times has no chapters.
pub fn webvtt(facts: &Facts, offset: TimeDelta) -> String {
    let mut out = format!("WEBVTT\n\nNOTE\n{} {}\n", cue(&facts.title), facts.date);
    if facts.exempt {
        out.push_str("NOT FOR PUBLICATION: it holds exempt information\n");
    }
    if !facts.timed {
        out.push_str(
            "The meeting was taken in from published minutes, which have no times of their parts\n",
        );
        return out;
    }
    let Some(commenced) = facts.commenced else {
        return out;
    };
    let place = |at: Stamp| (at - commenced + offset).max(TimeDelta::zero());
    let entries = facts.items.iter().flat_map(|item| &item.entries);
    // The end of what goes on still: the last moment on record.
    let moments = entries
        .map(|entry| entry.recorded_at)
        .chain(facts.terminated);
    let end = facts
        .terminated
        .or_else(|| moments.max())
        .unwrap_or(commenced);
    let mut cues: Vec<(TimeDelta, TimeDelta, String)> = Vec::new();
    for item in &facts.items {
        for spell in &item.spells {
            let until = spell.until.unwrap_or(end).max(spell.from);
            let title = format!("{}. {}", item.number, cue(&item.title));
            cues.push((place(spell.from), place(until), title));
            let inside = |at: Stamp| spell.from <= at && at < until;
            let mut inner: Vec<(Stamp, String)> = item
                .entries
                .iter()
                .filter(|entry| inside(entry.started_at))
                .map(|entry| {
                    let exempt = if entry.exempt { "EXEMPT: " } else { "" };
                    (entry.started_at, format!("{exempt}{}", cue(&entry.text)))
                })
                .collect();
            inner.sort_by_key(|(at, _)| *at);
            let ends = inner.iter().skip(1).map(|(at, _)| *at);
            let ends: Vec<Stamp> = ends.chain([until]).collect();
            for ((at, words), next) in inner.into_iter().zip(ends) {
                cues.push((place(at), place(next), words));
            }
        }
    }
    // Chapters stand in the order of their beginnings, one that holds others before them.
    cues.retain(|(from, until, words)| from < until && !words.is_empty());
    cues.sort_by_key(|(from, until, _)| (*from, std::cmp::Reverse(*until)));
    for (from, until, words) in cues {
        out.push_str(&format!("\n{} --> {}\n{words}\n", time(from), time(until)));
    }
    out
}

/// Words of one line, cut between words, in which nothing is read as a mark.
fn cue(words: &Words) -> String {
    words
        .shortened(SHOWN)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// "01:02:03.000"
fn time(at: TimeDelta) -> String {
    let (seconds, thousandths) = (at.num_seconds(), at.subsec_millis());
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!(
        "{hours:02}:{minutes:02}:{:02}.{thousandths:03}",
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::evening;
    use crate::minutes::agenda::Spell;

    #[test]
    fn items_and_entries_are_chapters_from_where_the_recording_has_them() {
        let mut record = evening();
        let start = record.meeting.sitting.commenced.unwrap();
        let at = |minutes| start + TimeDelta::minutes(minutes);
        let spell = |put, left| Spell {
            put: at(put),
            left: Some(at(left)),
        };
        record.meeting.items[0].spells = vec![spell(1, 2)];
        record.meeting.items[1].spells = vec![spell(2, 40), spell(60, 70)];
        let facts = Facts::of(&record.copied());
        insta::assert_snapshot!(webvtt(&facts, TimeDelta::seconds(200)));
        let late = webvtt(&facts, -TimeDelta::minutes(50));
        assert_eq!(late.matches("-->").count(), 1);
        assert!(
            late.contains("00:10:00.000 --> 00:20:00.000\n2. Repairs backlog\n"),
            "{late}"
        );
    }

    #[test]
    fn a_meeting_without_times_has_no_chapters() {
        let mut record = evening();
        let start = record.meeting.sitting.commenced.unwrap();
        record.meeting.items[1].spells = vec![Spell {
            put: start,
            left: None,
        }];
        let facts = Facts::of(&record.copied());
        let chapters = |facts: &Facts| webvtt(facts, TimeDelta::zero()).matches("-->").count();
        assert!(chapters(&facts) > 0);
        let facts = Facts {
            timed: false,
            ..facts
        };
        assert_eq!(chapters(&facts), 0);
        assert!(webvtt(&facts, TimeDelta::zero()).contains("no times"));
    }

    #[test]
    fn an_arrow_or_a_mark_in_the_words_is_none() {
        let words = Words::new("a --> b <i>c</i> &amp;\n\nNOTE d");
        assert_eq!(
            cue(&words),
            "a --&gt; b &lt;i&gt;c&lt;/i&gt; &amp;amp; NOTE d"
        );
        let long = cue(&Words::new(&"word ".repeat(40)));
        assert!(long.ends_with("word …") && long.chars().count() <= SHOWN);
    }
}
