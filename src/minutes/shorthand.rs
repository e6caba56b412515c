//! Shorthand: what the clerk's line means, and the line that means an entry.
//!
//! A mark at the start says what kind of entry it is, `@` who is to do it, `^` which body is to receive what comes of it,
//! `>` by when. [`read`] runs at every key and never fails: what it cannot make out stays as written, and [`Understood::explain`] says what it made of it.

mod naming;

use super::due::{self, Due};
use super::entry::{Entry, Kind, Owner, Party};
use super::roster::Roster;

pub use naming::owner_near;
use naming::{owner_as_typed, owner_at, party_as_typed, party_at};

/// What a line was understood to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// What sort of entry.
    pub kind: Kind,
    /// For a lead-in, of what kind the entries of its list are.
    pub list: Kind,
    /// Its words, without marks, owners and due phrase.
    pub text: String,
    /// For an action, who is to do it, in the order written.
    pub owners: Vec<Owner>,
    /// For an action, by when.
    pub due: Option<Due>,
    /// For an action, the body that is to receive what comes of it.
    pub report_to: Option<Party>,
    /// What the clerk may want to put right before recording, in words.
    pub doubts: Vec<String>,
}

/// Signs that end a name and that no blank goes before.
const STOPS: [char; 7] = [',', '.', ';', ':', '!', '?', ')'];

/// Before a mark, `@` or `>` it makes them ordinary letters.
const LITERAL: char = '\\';

/// Reads a line.
///
/// `default_kind` is the kind of a line without a mark: narrative, a point inside a list, or the kind of an entry
/// that is being amended. The rules:
///
/// - A mark ([`Kind::mark`]) at the start chooses the kind. A backslash there makes all the rest words of a
///   narrative, or of `default_kind` where that kind has no mark.
/// - A narrative that ends in a colon is a lead-in; so is a line with the mark of a list ([`begins_list`]) that ends in
///   one, unless a list of that kind is open: then its list is of that kind.
/// - In an action, `@` at the start of a word begins an owner: the longest name on record that follows, of a person
///   or of a body (its name, what it is called, its letters), or any words in quotation marks (a body of just that
///   name, else taken as written), or one word (two, where the first is a title), which is looked up as a name, its
///   beginning or initials. A backslash behind the quotation mark takes the words as written, whatever they name.
/// - `^` before a letter or a quotation mark, at the start of a word, begins the body that is to receive what comes of
///   the action, named in the same ways.
/// - `>` at the start of a word begins the due phrase, up to the next ` @` or ` ^` or the end. `\@`, `\^` and `\>` are
///   ordinary words.
/// - After an owner at the very start, "to" is dropped: an action that begins with a small letter is what its owner
///   is to do.
/// - In all other kinds `@`, `^` and `>` are ordinary words.
pub fn read(line: &str, default_kind: Kind, roster: &Roster, setting: &due::Setting) -> Understood {
    let line = line.trim();
    let mut letters = line.chars();
    let first = letters.next();
    let mut list = Kind::Point;
    let (kind, words) = if first == Some(LITERAL) {
        let kind = match default_kind.mark() {
            None => default_kind,
            Some(_) => Kind::Narrative,
        };
        (kind, letters.as_str())
    } else if let Some(kind) = first.and_then(Kind::of_mark) {
        if kind != default_kind && begins_list(kind, line) {
            list = kind;
            (Kind::LeadIn, letters.as_str())
        } else {
            (kind, letters.as_str())
        }
    } else if default_kind == Kind::Narrative && line.ends_with(':') {
        (Kind::LeadIn, line)
    } else {
        (default_kind, line)
    };
    let words = words.trim();
    let mut understood = Understood {
        kind,
        list,
        text: String::new(),
        owners: Vec::new(),
        due: None,
        report_to: None,
        doubts: Vec::new(),
    };
    if kind == Kind::Action {
        understood.read_action(words, roster, *setting);
    } else {
        words.clone_into(&mut understood.text);
    }
    understood
}

/// Whether words of a kind begin a list of it, rather than being one of a list: a question, something encouraging or a
/// concern that ends in a colon.
pub fn begins_list(kind: Kind, words: &str) -> bool {
    kind.is_listed() && kind != Kind::Point && words.trim_end().ends_with(':')
}

/// The line from which [`read`] makes the same kind, words, owners and due phrase, to amend an entry.
///
/// A kind without a mark, or of which words begin a list, must be handed to [`read`] as the default kind. A person whose
/// recorded name is not, or not theirs alone, among the names of the roster is written in a form that is; somebody who
/// is not on record is put in quotation marks where the name would be taken for somebody else's or run on.
pub fn write(entry: &Entry, roster: &Roster) -> String {
    let mut line = String::with_capacity(entry.text.len() + 40);
    if let Some(mark) = entry.kind.mark() {
        line.push(mark);
        line.push(' ');
    } else {
        let first = entry.text.chars().next();
        let is_mark = first.is_some_and(|first| first == LITERAL || Kind::of_mark(first).is_some());
        let is_lead_in = entry.kind == Kind::Narrative && entry.text.ends_with(':');
        if is_mark || is_lead_in {
            line.push(LITERAL);
        }
    }
    if entry.kind != Kind::Action {
        line.push_str(&entry.text);
        return line;
    }
    push_literal(&mut line, &entry.text, is_sign);
    let Some(action) = entry.action() else {
        return line;
    };
    for owner in action.owners.iter().filter(|owner| !owner.name.is_empty()) {
        line.push_str(" @");
        line.push_str(&owner_as_typed(owner, roster));
    }
    if let Some(party) = action
        .report_to
        .as_ref()
        .filter(|party| !party.name.is_empty())
    {
        line.push_str(" ^");
        line.push_str(&party_as_typed(party, roster));
    }
    if let Some(due) = &action.due {
        line.push_str(" >");
        push_literal(&mut line, &due.as_written, |sign, next| {
            sign != '>' && is_sign(sign, next)
        });
    }
    line
}

/// Whether `@`, `^` or `>` at the start of a word says something, given what follows it.
fn is_sign(sign: char, next: Option<char>) -> bool {
    match sign {
        '@' => next.is_some_and(|next| !next.is_whitespace()),
        '^' => next.is_some_and(|next| next.is_alphabetic() || next == '"'),
        '>' => true,
        _ => false,
    }
}

/// What the start of a word says.
enum Sign<'l> {
    /// The words that follow name an owner.
    Owner { behind: &'l str },
    /// The words that follow name the body that is to receive what comes of it.
    Party { behind: &'l str },
    /// The words that follow are the due phrase.
    Due { behind: &'l str },
    /// A sign that backslashes make a word: one backslash is taken off.
    Literal { words: &'l str, behind: &'l str },
}

/// The sign at the start of a word, if there is one.
fn sign_at(word: &str) -> Option<Sign<'_>> {
    let bare = word.trim_start_matches(LITERAL);
    let mut after = bare.chars();
    let sign = after.next()?;
    let behind = after.as_str();
    if !is_sign(sign, after.next()) {
        return None;
    }
    if bare.len() < word.len() {
        let words = word.get(LITERAL.len_utf8()..word.len() - behind.len())?;
        return Some(Sign::Literal { words, behind });
    }
    Some(match sign {
        '@' => Sign::Owner { behind },
        '^' => Sign::Party { behind },
        _ => Sign::Due { behind }, // `is_sign` knows no other
    })
}

/// What follows "to", with which what an owner is to do begins.
fn behind_to(words: &str) -> Option<&str> {
    let (to, task) = words.trim_start().split_once(char::is_whitespace)?;
    to.eq_ignore_ascii_case("to").then(|| task.trim_start())
}

/// Adds words so that none of them is taken for a sign: another backslash before every sign at the start of a word.
fn push_literal(line: &mut String, words: &str, is_sign: impl Fn(char, Option<char>) -> bool) {
    let mut at_start = true;
    for (at, letter) in words.char_indices() {
        if at_start {
            let sign = words.get(at..).unwrap_or_default();
            let mut sign = sign.trim_start_matches(LITERAL).chars();
            if sign.next().is_some_and(|first| is_sign(first, sign.next())) {
                line.push(LITERAL);
            }
        }
        line.push(letter);
        at_start = letter.is_whitespace();
    }
}

impl Understood {
    fn read_action(&mut self, words: &str, roster: &Roster, setting: due::Setting) {
        let mut rest = words;
        let mut at_start = true;
        // Whether something was just taken out, so that the blanks around it are one.
        let mut gap = true;
        // How long the text was behind the last owner.
        let mut since_owner = None;
        while let Some(letter) = rest.chars().next() {
            match sign_at(rest).filter(|_| at_start) {
                Some(Sign::Literal { words, behind }) => {
                    self.close_gap(&mut gap, LITERAL);
                    self.text.push_str(words);
                    rest = behind;
                    at_start = false;
                    continue;
                }
                Some(Sign::Due { behind }) => {
                    rest = self.read_due(behind, setting);
                    self.open_gap(&mut gap);
                    continue;
                }
                Some(Sign::Party { behind }) => {
                    if let Some(found) = party_at(behind, roster) {
                        rest = behind.get(found.length..).unwrap_or_default();
                        self.doubts.extend(found.doubt.clone());
                        let party = found.party();
                        if self.report_to.is_some() {
                            let words = format!("two receiving bodies: {} is taken", party.name);
                            self.doubts.push(words);
                        }
                        self.report_to = Some(party);
                        self.open_gap(&mut gap);
                        at_start = false;
                        continue;
                    }
                }
                Some(Sign::Owner { behind }) => {
                    if let Some(found) = owner_at(behind, roster) {
                        rest = behind.get(found.length..).unwrap_or_default();
                        self.doubts.extend(found.doubt);
                        if !self.owners.contains(&found.owner) {
                            self.owners.push(found.owner);
                        }
                        if let Some(from) = since_owner {
                            self.drop_joining_word(from);
                        }
                        self.open_gap(&mut gap);
                        since_owner = Some(self.text.len());
                        at_start = false;
                        if self.text.is_empty() {
                            // "@bell: write", "@bell, @carr to write", "@bell to write".
                            rest = rest.trim_start_matches([',', ':']);
                            if let Some(task) = behind_to(rest) {
                                rest = task;
                                at_start = true;
                            }
                        }
                        continue;
                    }
                }
                None => {}
            }
            at_start = letter.is_whitespace();
            if !(gap && at_start) {
                self.close_gap(&mut gap, letter);
                self.text.push(letter);
            }
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
        self.open_gap(&mut gap);
        if let Some(from) = since_owner {
            self.doubt_joined_name(from);
        }
    }

    /// Doubts a name that was joined to an owner but has no "@" of its own: it stays in the words.
    fn doubt_joined_name(&mut self, from: usize) {
        let behind = self.text.get(from..).unwrap_or_default().trim_start();
        let name = ["and ", "& ", ", ", "/ "]
            .iter()
            .find_map(|joining| behind.strip_prefix(joining))
            .and_then(|rest| rest.split_whitespace().next())
            .filter(|word| word.starts_with(char::is_uppercase));
        if let Some(name) = name {
            self.doubts
                .push(format!("\"{name}\" stays in the words: is it @{name}?"));
        }
    }

    fn open_gap(&mut self, gap: &mut bool) {
        self.text.truncate(self.text.trim_end().len());
        *gap = true;
    }

    /// Joins what comes, beginning with `letter`, to the words before: with one blank, but for a stop.
    fn close_gap(&mut self, gap: &mut bool, letter: char) {
        if *gap && !self.text.is_empty() && !STOPS.contains(&letter) {
            self.text.push(' ');
        }
        *gap = false;
    }

    /// Takes out what stood between two owners, if it only joined them: "and", a comma.
    fn drop_joining_word(&mut self, from: usize) {
        let joining = self.text.get(from..).unwrap_or_default().trim();
        if matches!(joining, "and" | "&" | "," | ", and" | "/") {
            self.text.truncate(from);
        }
    }

    /// Reads the phrase up to the next owner or the end; answers with what is left of the line.
    fn read_due<'l>(&mut self, behind: &'l str, setting: due::Setting) -> &'l str {
        let mut phrase = String::new();
        let mut rest = behind;
        let mut at_start = true;
        while let Some(letter) = rest.chars().next() {
            match sign_at(rest).filter(|_| at_start) {
                Some(Sign::Owner { .. } | Sign::Party { .. }) => break,
                Some(Sign::Literal { words, behind }) if words.ends_with(['@', '^']) => {
                    phrase.push_str(words);
                    rest = behind;
                    at_start = false;
                    continue;
                }
                Some(Sign::Literal { .. } | Sign::Due { .. }) | None => {}
            }
            at_start = letter.is_whitespace();
            phrase.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
        if !phrase.trim().is_empty() {
            let due = due::read(&phrase, &setting);
            if self.due.is_some() {
                self.doubts
                    .push(format!("two due phrases: \"{}\" is taken", due.as_written));
            }
            self.due = Some(due);
        }
        rest
    }

    /// What was understood, for the line above the one being typed.
    ///
    /// "action · owner: Cllr Ann Bell · due: September (1 to 30 Sep 2022)", "action · no owner", "point".
    pub fn explain(&self) -> String {
        let mut said = self.kind.name().to_owned();
        if self.kind == Kind::LeadIn && self.list != Kind::Point {
            said.push_str(" · its list: ");
            said.push_str(self.list.name());
        }
        // First, so that they are not cut off where there is little room.
        for doubt in &self.doubts {
            said.push_str(" · ");
            said.push_str(doubt);
        }
        if self.kind == Kind::Action {
            match self.owners.as_slice() {
                [] => said.push_str(" · no owner"),
                [_] => said.push_str(" · owner: "),
                [_, ..] => said.push_str(" · owners: "),
            }
            for (at, owner) in self.owners.iter().enumerate() {
                if at > 0 {
                    said.push_str(", ");
                }
                said.push_str(&owner.name);
                if owner.person.is_none() && owner.body.is_none() {
                    said.push_str(" (as written)");
                }
            }
        }
        if let Some(party) = &self.report_to {
            said.push_str(" · received by: ");
            said.push_str(&party.name);
            if party.body.is_none() {
                said.push_str(" (as written)");
            }
        }
        if let Some(due) = &self.due {
            said.push_str(" · due: ");
            said.push_str(&due.as_written);
            let meaning = due.explain();
            if meaning != due.as_written {
                said.push_str(" (");
                said.push_str(&meaning);
                said.push(')');
            }
        }
        said
    }
}

#[cfg(test)]
mod tests;
