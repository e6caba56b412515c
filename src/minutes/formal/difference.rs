//! An amendment in words, from how a motion reads and how it would read.

/// What an amendment does, in words: `to insert "…" after "…"`, `to delete "…"`, `to replace "…" with "…"`; empty where
/// the two read the same.
pub fn difference(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_whitespace().collect();
    let new: Vec<&str> = after.split_whitespace().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let gone = words(&old, head, tail);
    let come = words(&new, head, tail);
    let bare = |text: &str| text.trim_matches([',', ';', '.']).to_owned();
    match (gone.is_empty(), come.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("to delete “{}”", bare(&gone)),
        (false, false) => format!("to replace “{}” with “{}”", bare(&gone), bare(&come)),
        (true, false) if head == 0 => format!("to insert “{}” at the beginning", bare(&come)),
        (true, false) if head == old.len() => format!("to add at the end “{}”", bare(&come)),
        (true, false) => {
            let place = words(&old, head.saturating_sub(3), old.len() - head);
            format!("to insert “{}” after “{}”", bare(&come), bare(&place))
        }
    }
}

/// The words without so many at either end.
fn words(all: &[&str], head: usize, tail: usize) -> String {
    let end = all.len().saturating_sub(tail).max(head);
    all.get(head..end).unwrap_or_default().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amendment_is_told_by_what_it_alters() {
        let motion = "That the footbridge be repaired and not replaced.";
        for (after, told) in [
            (motion, ""),
            (
                "That the footbridge be repaired by March and not replaced.",
                "to insert “by March” after “footbridge be repaired”",
            ),
            (
                "That the footbridge be repaired.",
                "to replace “repaired and not replaced” with “repaired”",
            ),
            (
                "That the footbridge be replaced.",
                "to delete “repaired and not”",
            ),
            (
                "That the bridge be repaired and not replaced.",
                "to replace “footbridge” with “bridge”",
            ),
            (
                "That, regretfully, the footbridge be repaired and not replaced.",
                "to replace “That” with “That, regretfully”",
            ),
            (
                "Resolved: That the footbridge be repaired and not replaced.",
                "to insert “Resolved:” at the beginning",
            ),
        ] {
            assert_eq!(difference(motion, after), told);
        }
        assert_eq!(
            difference("That it be so", "That it be so by May"),
            "to add at the end “by May”"
        );
        assert_eq!(difference("", "x"), "to insert “x” at the beginning");
    }
}
