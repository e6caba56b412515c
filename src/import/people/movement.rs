//! Who came and who went, in sentences.

use crate::import::names;
use crate::import::text::{find, has, lower};

/// Whether a phrase in it says that somebody left, came or came back; used where movements are told.
pub fn movement(lower_sentence: &str) -> Option<&'static str> {
    const LEFT: [&str; 8] = [
        "left the meeting",
        "left the room",
        "left the chamber",
        "left at",
        "withdrew from the meeting",
        "withdrew from the room",
        "vacated the",
        "departed",
    ];
    const ARRIVED: [&str; 5] = [
        "arrived",
        "joined the meeting",
        "entered the meeting",
        "entered the room",
        "joined at",
    ];
    const RETURNED: [&str; 4] = [
        "returned to the meeting",
        "rejoined",
        "re-joined",
        "returned at",
    ];
    if has(lower_sentence, &RETURNED)
        || lower_sentence.len() < 60 && lower_sentence.trim_end_matches('.').ends_with(" returned")
    {
        Some("returned")
    } else if has(lower_sentence, &LEFT) {
        Some("left")
    } else if has(lower_sentence, &ARRIVED) {
        Some("arrived")
    } else {
        None
    }
}

/// The person who does something in a sentence: the name before the place.
pub fn subject(sentence: &str, before: &str) -> Option<String> {
    let lower_sentence = lower(sentence);
    let at = find(&lower_sentence, before, 0)?;
    let entries = names::read(sentence.get(..at)?, None);
    entries.first().map(|entry| entry.name.clone())
}
