//! Lists of names as minutes print them: with and without commas, roles before, after or in brackets.

use super::text::{bare, is_listed};

/// Somebody in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name without a councillor's title; courtesy titles stay.
    pub name: String,
    /// "Chair".
    pub role: Option<String>,
    /// The title as printed: "Cllr", "County Councillor", "Mrs".
    pub title: Option<String>,
    /// Whether the title was given to this one alone.
    pub own_title: bool,
    /// What else was said.
    pub note: Option<String>,
}

const MEMBER_TITLES: &str = "councillor councillors cllr cllrs clr clrs cr crs cllr's alderman aldermen ald councilor comhairleoir";
const COURTESY: &str =
    "mr mrs ms miss dr rev revd prof professor sir lady lord mx dame messrs baroness";
const TIERS: &str = "county district borough unitary ward city metropolitan cornwall";
const RANKS: &str = "pc pcso sgt sergeant inspector insp superintendent ps";
const HONOURS: &str = "mbe obe cbe jp bem qc kc dl td mp ms msp mep frsa";
const PARTICLES: &str = "de la van von der den le du ap ab mac ó o ni";

/// Words of offices that a member or officer holds.
const OFFICES: &str = "chair chairman chairwoman chairperson chairs vice vice-chair vice-chairman vice-chairwoman vice-chairperson \
    deputy mayor mayoress leader clerk rfo secretary treasurer officer director manager assistant cathaoirleach \
    leas-chathaoirleach leas an convener convenor provost president solicitor engineer administrator acting town \
    parish community locum principal executive senior democratic services meetings monitoring planning finance \
    minute minutes taker council presiding co-optee lengthsman";
/// Of these one at least makes a phrase an office.
const HOLDERS: &str = "chair chairman chairwoman chairperson vice-chair vice-chairman vice-chairwoman vice-chairperson mayor mayoress \
    leader clerk rfo secretary treasurer officer director manager assistant cathaoirleach leas-chathaoirleach \
    convener convenor provost president solicitor engineer administrator taker deputy co-optee lengthsman presiding \
    vice chairs officers";
/// Words that are capitalised and no names.
const NO_NAMES: &str = "members member public none nil council committee apologies apology present press absent meeting minutes the \
    there no also all in attendance councillors attended resolved were was received and of from agenda item date \
    time venue village january february april june july august september october november december monday tuesday \
    wednesday thursday friday saturday sunday pm am declarations welcome following one two three four five six nine \
    action actions employees staff other";

/// What a word is in a list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    /// What stands in brackets.
    Bracket(&'t str),
    Dash,
    /// A comma, a semicolon, a gap, "and".
    Break {
        and: bool,
    },
}

/// The longest bracket that belongs to a name, in bytes.
const BRACKET: usize = 160;

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches([' ']);
        let Some(first) = trimmed.chars().next() else {
            break;
        };
        match first {
            ',' | ';' | '\t' | '\n' | '•' | '/' | '|' | ':' => {
                tokens.push(Token::Break { and: false });
                rest = trimmed.get(first.len_utf8()..).unwrap_or_default();
            }
            '(' | '[' => {
                let inside = trimmed.get(1..).unwrap_or_default();
                let near = super::text::start(inside, BRACKET);
                match near.find([')', ']']) {
                    Some(end) => {
                        tokens.push(Token::Bracket(inside.get(..end).unwrap_or_default().trim()));
                        rest = inside.get(end + 1..).unwrap_or_default();
                    }
                    None => rest = inside,
                }
            }
            ')' | ']' => rest = trimmed.get(1..).unwrap_or_default(),
            '&' => {
                tokens.push(Token::Break { and: true });
                rest = trimmed.get(1..).unwrap_or_default();
            }
            _ => {
                let end = trimmed
                    .find(|letter: char| {
                        letter.is_whitespace()
                            || matches!(
                                letter,
                                ',' | ';' | '(' | '[' | ')' | '•' | '/' | ':' | '&' | '|'
                            )
                    })
                    .unwrap_or(trimmed.len());
                let word = trimmed.get(..end).unwrap_or_default();
                rest = trimmed.get(end..).unwrap_or_default();
                if word.eq_ignore_ascii_case("and") || word == "a'r" {
                    tokens.push(Token::Break { and: true });
                } else if word.chars().all(|letter| matches!(letter, '-' | '–' | '—')) {
                    tokens.push(Token::Dash);
                } else {
                    tokens.push(Token::Word(word));
                }
            }
        }
    }
    tokens
}

/// What was read of one name so far.
#[derive(Default)]
struct Open {
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

/// Reads a list of names. `title` is the title of those who have none of their own ("Councillors").
pub fn read(text: &str, title: Option<&str>) -> Vec<Entry> {
    offices_first(text, title)
        .or_else(|| offices_behind(text, title))
        .unwrap_or_else(|| list(text, title))
}

/// "Engineer, Roads and Works (Mr. A. Moss), Clerical Officer (Ms. B. Dunn)".
fn offices_first(text: &str, title: Option<&str>) -> Option<Vec<Entry>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inside = rest.get(open + 1..)?;
        let Some(close) = super::text::start(inside, BRACKET).find(')') else {
            break;
        };
        let name = inside.get(..close)?.trim();
        let courteous = name
            .split_whitespace()
            .next()
            .is_some_and(|word| is_listed(COURTESY, &bare(word).to_lowercase()));
        let office = rest.get(..open)?.trim_matches([' ', ',', ';', '.']);
        let office = office.strip_prefix("and ").unwrap_or(office);
        if !courteous || office.is_empty() || !is_office(&office.to_lowercase()) {
            return None;
        }
        found.push(Entry {
            name: name.to_owned(),
            role: Some(office.to_owned()),
            ..Entry::default()
        });
        rest = inside.get(close + 1..)?;
    }
    if found.is_empty() {
        return None;
    }
    found.extend(list(rest, title));
    Some(found)
}

/// "Jo Moss, Head of Housing; Councillor Dunn, Leader": a semicolon parts people, a comma their office.
fn offices_behind(text: &str, title: Option<&str>) -> Option<Vec<Entry>> {
    let parts: Vec<&str> = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 2 || !text.contains(',') {
        return None;
    }
    let mut found: Vec<Entry> = Vec::new();
    let mut group: Option<String> = title.map(str::to_owned);
    for part in parts {
        let part = part.strip_prefix("and ").unwrap_or(part);
        // "Cllrs. A Moss; B Dunn": a title in the plural is that of all who follow.
        let first = part.split_whitespace().next().map(bare).unwrap_or_default();
        if is_member_title(first) && first.ends_with('s') {
            group = Some(first.to_owned());
        }
        let title = group.as_deref();
        let one = part.split_once(',').and_then(|(name, office)| {
            let entries = list(name, title);
            let [entry] = entries.as_slice() else {
                return None;
            };
            let office = office.trim().trim_end_matches('.');
            let is_role = is_office(&office.to_lowercase())
                && !list(office, None).iter().any(|entry| entry.own_title);
            (is_role && entry.role.is_none()).then(|| Entry {
                role: Some(office.to_owned()),
                ..entry.clone()
            })
        });
        match one {
            Some(entry) => found.push(entry),
            None => found.extend(list(part, title)),
        }
    }
    Some(found)
}

/// Reads names one after the other.
fn list(text: &str, title: Option<&str>) -> Vec<Entry> {
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
            Token::Break { and } => reader.broken(*and),
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
fn is_crowded(tokens: &[Token]) -> bool {
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

struct Reader {
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
            let within = read(inside, self.group.as_deref());
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
        let tier_before_title = is_listed(TIERS, &lower)
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
        if is_listed(COURTESY, &lower) {
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
        let next_begins = is_initials(word) && has_surname && !word.starts_with('(') && !honour;
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

/// Whether a title is a councillor's, of this body or another.
pub fn is_member_title(title: &str) -> bool {
    let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
    is_listed(MEMBER_TITLES, &last)
}

/// Whether a word never stands in a name, however it is printed.
pub fn is_no_name(word: &str) -> bool {
    is_listed(NO_NAMES, &word.to_lowercase())
}

/// Whether a title names another tier of councils: "County Cllr".
pub fn is_of_other_tier(title: &str) -> bool {
    let first = title.split(' ').next().unwrap_or_default().to_lowercase();
    is_listed(TIERS, &first)
}

/// Whether a role is that of somebody who serves the meeting and is no member.
pub fn is_officers_role(role: &str) -> bool {
    let lower = role.to_lowercase();
    let chairs = [
        "chair",
        "mayor",
        "cathaoirleach",
        "leader",
        "provost",
        "convener",
        "president",
    ];
    let serves = [
        "clerk",
        "rfo",
        "officer",
        "director",
        "engineer",
        "administrator",
        "pcso",
        "pc",
        "sergeant",
        "sgt",
        "inspector",
        "manager",
        "solicitor",
        "assistant",
        "taker",
        "warden",
        "head of",
        "lengthsman",
        "press",
        "reporter",
        "resident",
    ];
    super::text::has(&lower, &serves) && !super::text::has(&lower, &chairs)
}

fn starts_role(lower: &str, next: Option<&Token>) -> bool {
    if is_listed(HOLDERS, &lower) {
        return true;
    }
    // "Town Clerk", "Acting Chair": the holder comes next.
    matches!(next, Some(Token::Word(next)) if is_listed(HOLDERS, &bare(next).to_lowercase()))
        || matches!(lower, "an" | "leas")
}

/// Whether a phrase names an office.
pub fn is_office(lower: &str) -> bool {
    lower
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .any(|word| is_listed(HOLDERS, &word))
}

fn is_unnamed_office(role: &str) -> bool {
    let lower = role.to_lowercase();
    super::text::has(&lower, &["clerk", "rfo", "pcso", "warden", "lengthsman"])
}

/// "J", "J.", "J.M.", "JM", "P.J".
fn is_initials(word: &str) -> bool {
    let letters: String = word
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let dotted = word.contains('.');
    let count = letters.chars().count();
    (count == 1 || count == 2 && !matches!(letters.as_str(), "Ó" | "Mc"))
        && letters.chars().all(char::is_uppercase)
        || dotted && (2..=4).contains(&count) && letters.chars().all(char::is_uppercase)
}

///
/// Some surnames are words of the calendar or of buildings too: behind a title or initials they are surnames.
fn is_name(words: &[&str], titled: bool) -> bool {
    const SURNAMES: [&str; 5] = ["hall", "march", "friday", "village", "august"];
    let led = titled
        || words.len() > 1
            && words.first().is_some_and(|first| {
                is_initials(first) || COURTESY.contains(&bare(first).to_lowercase().as_str())
            });
    let real: Vec<&&str> = words
        .iter()
        .filter(|word| !is_listed(COURTESY, &bare(word).to_lowercase()))
        .collect();
    let surname = real.iter().any(|word| {
        let word = bare(word);
        word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2 && !is_initials(word)
            || word.chars().count() == 2 && words.len() >= 2
    });
    // Initials alone ("JH") are somebody too, where there is no more.
    let initials = words.len() == 1
        && words.iter().all(|word| {
            (2..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
        });
    (1..=6).contains(&words.len())
        && (surname || initials)
        && words.iter().enumerate().all(|(at, word)| {
            let lower = bare(word).to_lowercase();
            let surname = led && at + 1 == words.len() && SURNAMES.contains(&lower.as_str());
            !word.chars().any(|letter| letter.is_ascii_digit())
                && (surname || !is_listed(NO_NAMES, &lower))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        read(text, None)
            .into_iter()
            .map(|entry| match entry.role {
                Some(role) => format!("{} ({role})", entry.name),
                None => entry.name,
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn lists_are_read_as_they_are_printed() {
        let cases = [
            (
                "Councillors T Moss (Chair), Dale (Deputy) J Hale, Marsh, T Smith",
                "T Moss (Chair); Dale (Deputy); J Hale; Marsh; T Smith",
            ),
            ("Councillor Dunn in the chair.", "Dunn (in the chair)"),
            (
                "Councillors Wilde (Vice-Chair), Allen, Javed MBE and Ogden.",
                "Wilde (Vice-Chair); Allen; Javed MBE; Ogden",
            ),
            (
                "Cllrs Evan, Ash, Morris, County Cllr Webster & the Clerk",
                "Evan; Ash; Morris; Webster; Clerk (Clerk)",
            ),
            (
                "Chairman S Lindern Vice Chairman Mrs J Tailor Councillors B Stone R Ford",
                "S Lindern (Chairman); Mrs J Tailor (Vice Chairman); B Stone; R Ford",
            ),
            (
                "Councillor A. Tasker, An Cathaoirleach.",
                "A. Tasker (An Cathaoirleach)",
            ),
            (
                "Cllr A Moss – Chairman, Cllr B Dunn",
                "A Moss (Chairman); B Dunn",
            ),
            (
                "The Mayor (Councillor A Moss), Councillors Dunn, Shea (J), Shea (P)",
                "A Moss (Mayor); Dunn; Shea (J); Shea (P)",
            ),
            (
                "Cllr. P. O’Brien, Cllr. M. Ní Dhálaigh, Cllr. J. de Burgh",
                "P. O’Brien; M. Ní Dhálaigh; J. de Burgh",
            ),
            (
                "Cllr Moss Cllr Dunn Cllr Hale (until 8.10pm) Mrs P Brook (Clerk)",
                "Moss; Dunn; Hale; Mrs P Brook (Clerk)",
            ),
            ("3 members of the public", ""),
            ("None", ""),
            ("Cllr Moss (holiday), Cllr Dunn due to work", "Moss; Dunn"),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_tell_members_from_others() {
        let read = read("Cllrs Moss, Mrs J Dunn, County Cllr Webb, Mr P Hart", None);
        let titles: Vec<_> = read
            .iter()
            .map(|entry| entry.title.as_deref().unwrap_or("-"))
            .collect();
        assert_eq!(titles, ["Cllrs", "Cllrs", "County Cllr", "Cllrs"]);
    }

    #[test]
    fn words_of_the_calendar_may_be_surnames() {
        assert_eq!(
            names("Councillors A Moss (AM), P March (PM) vice-chair, Dr Hall"),
            "A Moss; P March (vice-chair); Dr Hall"
        );
        assert_eq!(names("Village Hall"), "");
    }

    #[test]
    fn whom_a_substitute_stands_for_is_not_named() {
        assert_eq!(
            names("Mrs J Moss - substitute for Miss P E Dunn"),
            "Mrs J Moss (substitute for Miss P E Dunn)"
        );
    }
}
