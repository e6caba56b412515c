//! Reads names one after the other, with what belongs to each.

use super::Entry;
use super::tokens::{Token, tokens};
use super::vocabulary::{
    COURTESY, HOLDERS, HONOURS, MEMBER_TITLES, OFFICES, PARTICLES, RANKS, TIERS, is_initials,
    is_member_title, is_name, is_office, is_unnamed_office,
};
use crate::import::text::{bare, is_listed};

/// The most words of a name.
const LONGEST: usize = 8;

/// What was read of one name so far.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is known of a name so far, each by itself"
)]
#[derive(Default)]
pub(super) struct Open {
    words: Vec<String>,
    role: Vec<String>,
    role_after: bool,
    note: Vec<String>,
    title: Option<String>,
    own_title: bool,
    /// A bracket or a role behind it has ended it.
    closed: bool,
    /// Words that are no name stand behind it: they are its note.
    noting: bool,
    /// It began after "and".
    after_and: bool,
}

/// Reads names one after the other.
pub(super) fn list(text: &str, title: Option<&str>) -> Vec<Entry> {
    let mut reader = Reader {
        found: Vec::new(),
        open: Open::default(),
        group: title.map(str::to_owned),
        tier: None,
    };
    let tokens = tokens(text);
    let crowded = is_crowded(&tokens);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Break { and } => {
                // "the Parish Clerk, Mrs A Moss".
                let courteous = matches!(
                    tokens.get(at + 1),
                    Some(Token::Word(next)) if is_listed(COURTESY, &bare(next).to_lowercase())
                );
                if !(courteous && reader.awaits_holder()) {
                    reader.broken(*and);
                }
            }
            Token::Dash => reader.dashed(),
            Token::Bracket(inside) => reader.bracket(inside),
            Token::Word(word) => {
                let next = tokens.get(at + 1);
                reader.word(word, next, crowded);
            }
        }
    }
    reader.flush();
    reader.found
}

/// Whether many surnames stand side by side with nothing between them.
pub(super) fn is_crowded(tokens: &[Token]) -> bool {
    let breaks = tokens
        .iter()
        .filter(|token| matches!(token, Token::Break { .. }))
        .count();
    let words = tokens
        .iter()
        .filter(|token| matches!(token, Token::Word(word) if word.len() > 2))
        .count();
    let initials = tokens
        .iter()
        .any(|token| matches!(token, Token::Word(word) if is_initials(word)));
    let courteous = tokens
        .iter()
        .any(|token| matches!(token, Token::Word(word) if is_listed(COURTESY, &bare(word).to_lowercase())));
    words >= 6 && breaks <= 1 && !initials && !courteous
}

pub(super) struct Reader {
    found: Vec<Entry>,
    open: Open,
    group: Option<String>,
    tier: Option<String>,
}

impl Reader {
    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.tier = None;
        let role = (!open.role.is_empty()).then(|| open.role.join(" "));
        let note = (!open.note.is_empty()).then(|| open.note.join(" "));
        if open.words.is_empty() {
            let Some(role) = role else {
                if let (Some(note), Some(last)) = (note, self.found.last_mut())
                    && last.note.is_none()
                {
                    last.note = Some(note);
                }
                return;
            };
            let alone = open.after_and || self.found.last().is_none_or(|last| last.role.is_some());
            match self.found.last_mut() {
                Some(last) if !alone && open.title.is_none() => last.role = Some(role),
                // "and the Clerk": somebody without a name.
                _ if is_unnamed_office(&role) => self.found.push(Entry {
                    name: role.clone(),
                    role: Some(role),
                    note,
                    ..Entry::default()
                }),
                _ => {}
            }
            return;
        }
        let words: Vec<&str> = open.words.iter().map(String::as_str).collect();
        if !is_name(&words, open.own_title) {
            return;
        }
        let (title, own_title) = match open.title {
            Some(title) => (Some(title), open.own_title),
            None => (self.group.clone(), false),
        };
        self.found.push(Entry {
            name: words.join(" ").trim_end_matches(['.', ':']).to_owned(),
            role,
            title,
            own_title,
            note,
        });
    }

    /// Whether an office of those who serve the meeting stands open without a name.
    fn awaits_holder(&self) -> bool {
        self.open.words.is_empty()
            && !self.open.noting
            && self
                .open
                .role
                .last()
                .is_some_and(|role| role.eq_ignore_ascii_case("clerk"))
    }

    fn broken(&mut self, and: bool) {
        let has_name = !self.open.words.is_empty();
        if self.open.noting && !has_name && !and {
            return;
        }
        // "Moss, A" is not told from two names; "Chairman, Mrs A Moss" is.
        if !has_name && !self.open.role.is_empty() && self.found.is_empty() {
            return;
        }
        self.flush();
        self.open.after_and = and;
    }

    fn dashed(&mut self) {
        if !self.open.words.is_empty() {
            self.open.closed = true;
            self.open.role_after = true;
        }
    }

    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_lowercase();
        if self.open.words.is_empty() {
            // "The Mayor (Councillor A Moss)".
            let within = list(inside, self.group.as_deref());
            if let [one] = within.as_slice()
                && (one.own_title || !self.open.role.is_empty())
                && !self.open.noting
            {
                let role = (!self.open.role.is_empty()).then(|| self.open.role.join(" "));
                self.open = Open::default();
                self.found.push(Entry {
                    role: role.or_else(|| one.role.clone()),
                    ..one.clone()
                });
                return;
            }
            if let Some(last) = self.found.last_mut() {
                if last.role.is_none() && is_office(&lower) {
                    last.role = Some(inside.to_owned());
                } else if last.note.is_none() {
                    last.note = Some(inside.to_owned());
                }
            }
            return;
        }
        if inside.len() <= 4 && is_initials(inside)
            || inside.len() <= 4 && inside.chars().all(char::is_uppercase)
        {
            // "Shea (J)" tells two of one name apart; "Ann Moss (AM)" only says how she is shortened.
            let names = self
                .open
                .words
                .iter()
                .filter(|word| !is_listed(COURTESY, &bare(word).to_lowercase()))
                .count();
            if names <= 1
                && inside
                    .chars()
                    .filter(|letter| letter.is_alphabetic())
                    .count()
                    <= 2
            {
                self.open.words.push(format!("({inside})"));
            } else {
                self.open.note.push(inside.to_owned());
                self.open.closed = true;
            }
            return;
        }
        if is_office(&lower) {
            if self.open.role.is_empty() {
                self.open.role.push(inside.to_owned());
            }
        } else {
            self.open.note.push(inside.to_owned());
        }
        self.open.closed = true;
        self.open.role_after = false;
    }

    fn word(&mut self, word: &str, next: Option<&Token>, crowded: bool) {
        let plain = bare(word);
        if plain.is_empty() {
            return;
        }
        let lower = plain.to_lowercase();
        let is_title = is_listed(MEMBER_TITLES, &lower)
            || is_listed(COURTESY, &lower)
                && !(is_listed(HONOURS, &lower) && plain.chars().all(char::is_uppercase));
        // "RBC Cllr Moss" is of the borough whose letters these are.
        let letters = (2..=4).contains(&plain.len())
            && plain.chars().all(|letter| letter.is_ascii_uppercase())
            && !self.is_code(plain)
            && !is_listed(HONOURS, &lower)
            && !is_listed(RANKS, &lower);
        let tier_before_title = (is_listed(TIERS, &lower) || letters)
            && matches!(next, Some(Token::Word(next)) if is_listed(MEMBER_TITLES, &bare(next).to_lowercase()));
        if tier_before_title {
            self.flush_named();
            self.tier = Some(plain.to_owned());
            return;
        }
        if is_title {
            self.title(plain, &lower);
            return;
        }
        if is_listed(RANKS, &lower)
            && plain.starts_with(char::is_uppercase)
            && !self.open.role_after
        {
            self.flush_named();
            self.open.role.push(plain.to_owned());
            return;
        }
        let office = is_listed(OFFICES, &lower);
        if self.open.closed && self.open.role_after {
            // After a dash everything is the role, until a title begins another.
            self.open
                .role
                .push(word.trim_end_matches(['.', ',']).to_owned());
            return;
        }
        if lower == "the" && self.open.words.is_empty() {
            return;
        }
        if self
            .open
            .role
            .last()
            .is_some_and(|role| role == "in the chair")
        {
            return;
        }
        if office
            && (plain.starts_with(char::is_uppercase)
                || !self.open.words.is_empty()
                || is_listed(HOLDERS, &lower))
        {
            let follows_name = !self.open.words.is_empty() && !self.open.closed;
            if follows_name && !starts_role(&lower, next) {
                self.open.words.push(plain.to_owned());
                return;
            }
            if !self.open.words.is_empty() {
                // "S Lintern Vice Chairman Mrs J Taylor": whose it is shows with the next word.
                let before = matches!(next, Some(Token::Word(_))) && !self.open.role.is_empty()
                    || self.role_is_for_the_next(next);
                if before {
                    self.flush();
                    self.open.role.push(plain.to_owned());
                } else {
                    self.open.role.push(plain.to_owned());
                    self.open.closed = true;
                }
                return;
            }
            self.open.role.push(plain.to_owned());
            return;
        }
        if !plain.starts_with(char::is_uppercase) && !is_listed(PARTICLES, &lower) {
            if lower == "the" || lower == "y" {
                return;
            }
            if lower == "in"
                && matches!(next, Some(Token::Word(next)) if next.eq_ignore_ascii_case("the"))
                && !self.open.words.is_empty()
            {
                self.open.role.push("in the chair".to_owned());
                self.open.closed = true;
                self.open.noting = true;
                return;
            }
            if self.open.words.is_empty() && self.open.role.is_empty() {
                self.open.noting = true;
            }
            self.open.noting = true;
            self.open.closed = true;
            self.open.note.push(word.to_owned());
            return;
        }
        if self.open.noting {
            self.open.note.push(word.to_owned());
            return;
        }
        self.name_word(word, plain, crowded);
    }

    /// Whether an office that stands after a name begins the next name.
    fn role_is_for_the_next(&self, next: Option<&Token>) -> bool {
        let Some(Token::Word(next)) = next else {
            return false;
        };
        let lower = bare(next).to_lowercase();
        // "Vice Chairman" is one; "Chairman Mrs J" begins one, where the first name had its role before it.
        let name_follows =
            is_listed(COURTESY, &lower) || is_listed(MEMBER_TITLES, &lower) || is_initials(next);
        let roles_stand_before = self
            .found
            .iter()
            .chain([])
            .any(|entry| entry.role.is_some())
            || !self.open.role.is_empty();
        name_follows && roles_stand_before
    }

    fn title(&mut self, plain: &str, lower: &str) {
        // "Mrs J Moss – substitute for Miss P Dunn": the other is not there.
        if self.open.role_after
            && self
                .open
                .role
                .last()
                .is_some_and(|word| word.eq_ignore_ascii_case("for"))
        {
            self.open.role.push(plain.to_owned());
            return;
        }
        // "Chairman: Cllr A Moss" keeps its role.
        let had_name = !self.open.words.is_empty();
        let noted = self.open.noting;
        if had_name || noted {
            let and = self.open.after_and && !had_name;
            let tier = self.tier.take();
            self.flush();
            self.open.after_and = and;
            self.tier = tier;
        }
        let plural = matches!(
            lower,
            "councillors" | "cllrs" | "clrs" | "crs" | "aldermen" | "messrs" | "cllr's"
        );
        let titled = match self.tier.take() {
            Some(tier) => format!("{tier} {plain}"),
            None => plain.to_owned(),
        };
        if plural {
            self.group = Some(titled);
            return;
        }
        if is_listed(COURTESY, lower) {
            // A courtesy title is a part of the name: "Mr. S. Moss".
            self.open.words.push(plain.to_owned());
            if self.open.title.is_none() && !self.group.as_deref().is_some_and(is_member_title) {
                self.open.title = Some(plain.to_owned());
                self.open.own_title = true;
            }
            return;
        }
        self.open.title = Some(titled);
        self.open.own_title = true;
    }

    fn name_word(&mut self, word: &str, plain: &str, crowded: bool) {
        // Nobody is called so; the rest is left out, and with it the name.
        if self.open.words.len() > LONGEST {
            return;
        }
        // "Ann Moss AM": how she is shortened in the rest of the minutes.
        if self.is_code(plain) {
            self.open.note.push(plain.to_owned());
            self.open.closed = true;
            return;
        }
        let lower = plain.to_lowercase();
        let honour = is_listed(HONOURS, &lower) && plain.chars().all(char::is_uppercase);
        let real: Vec<&String> = self
            .open
            .words
            .iter()
            .filter(|word| !is_listed(COURTESY, &bare(word).to_lowercase()))
            .collect();
        let has_surname = real
            .iter()
            .any(|word| bare(word).chars().count() > 2 && !is_initials(word));
        // "Gearoid O Bradaigh".
        let particle = plain == "O" && real.len() == 1;
        let next_begins =
            is_initials(word) && !particle && has_surname && !word.starts_with('(') && !honour;
        let alone = crowded && has_surname && self.group.is_some() && !honour;
        if self.open.closed
            || (next_begins || alone)
                && self
                    .open
                    .title
                    .as_deref()
                    .is_none_or(|_| next_begins || alone)
        {
            self.flush();
        }
        let kept = if is_initials(word) {
            word.trim_end_matches([',', ';'])
        } else {
            word.trim_matches(['.', ',', ';', '"', '“', '”', '*', '‘'])
        };
        self.open.words.push(kept.to_owned());
    }

    /// Whether capitals are the initials of the name that stands open.
    fn is_code(&self, plain: &str) -> bool {
        let names: Vec<&str> = self
            .open
            .words
            .iter()
            .map(|word| bare(word))
            .filter(|word| !is_listed(COURTESY, &word.to_lowercase()) && word.chars().count() > 1)
            .collect();
        let first = names.first().and_then(|name| name.chars().next());
        let last = names.last().and_then(|name| name.chars().next());
        names.len() >= 2
            && (2..=4).contains(&plain.chars().count())
            && plain.chars().all(char::is_uppercase)
            && plain.chars().next() == first
            && plain.chars().next_back() == last
    }

    fn flush_named(&mut self) {
        if !self.open.words.is_empty() || self.open.noting {
            self.flush();
        }
    }
}

pub(super) fn starts_role(lower: &str, next: Option<&Token>) -> bool {
    if is_listed(HOLDERS, lower) {
        return true;
    }
    // "Town Clerk", "Acting Chair": the holder comes next.
    matches!(next, Some(Token::Word(next)) if is_listed(HOLDERS, &bare(next).to_lowercase()))
        || matches!(lower, "an" | "leas")
}
