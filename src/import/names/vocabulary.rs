//! Titles, honours, offices and words that are no names.

use crate::import::text::{bare, has, is_listed};

pub(super) const MEMBER_TITLES: &str = "councillor councillors cllr cllrs clr clrs cr crs cllr's alderman aldermen ald councilor comhairleoir";

pub(super) const COURTESY: &str =
    "mr mrs ms miss dr rev revd prof professor sir lady lord mx dame messrs baroness";

pub(super) const TIERS: &str = "county district borough unitary ward city metropolitan cornwall";

pub(super) const RANKS: &str = "pc pcso sgt sergeant inspector insp superintendent ps";

pub(super) const HONOURS: &str = "mbe obe cbe jp bem qc kc dl td mp ms msp mep frsa";

pub(super) const PARTICLES: &str = "de la van von der den le du ap ab mac ó o ni";

/// Words of offices that a member or officer holds.
pub(super) const OFFICES: &str = "chair chairman chairwoman chairperson chairs vice vice-chair vice-chairman vice-chairwoman vice-chairperson \
    deputy mayor mayoress leader clerk rfo secretary treasurer officer director manager assistant cathaoirleach \
    leas-chathaoirleach leas an convener convenor provost president solicitor engineer administrator acting town \
    parish community locum principal executive senior democratic services meetings monitoring planning finance \
    minute minutes taker council presiding co-optee lengthsman";

/// Of these one at least makes a phrase an office.
pub(super) const HOLDERS: &str = "chair chairman chairwoman chairperson vice-chair vice-chairman vice-chairwoman vice-chairperson mayor mayoress \
    leader clerk rfo secretary treasurer officer director manager assistant cathaoirleach leas-chathaoirleach \
    convener convenor provost president solicitor engineer administrator taker deputy co-optee lengthsman presiding \
    vice chairs officers";

/// Words that are capitalised and no names.
pub(super) const NO_NAMES: &str = "members member public none nil council committee apologies apology present press absent meeting minutes the \
    there no also all in attendance councillors attended resolved were was received and of from agenda item date \
    time venue village january february april june july august september october november december monday tuesday \
    wednesday thursday friday saturday sunday pm am declarations welcome following one two three four five six nine \
    action actions employees staff other";

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
    let first = title.split(' ').next().unwrap_or_default();
    let letters = title.contains(' ')
        && (2..=4).contains(&first.len())
        && first.chars().all(|letter| letter.is_ascii_uppercase());
    letters || is_listed(TIERS, &first.to_lowercase())
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
    has(&lower, &serves) && !has(&lower, &chairs)
}

/// Whether a phrase names an office.
pub fn is_office(lower: &str) -> bool {
    lower
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .any(|word| is_listed(HOLDERS, word))
}

pub(super) fn is_unnamed_office(role: &str) -> bool {
    let lower = role.to_lowercase();
    has(&lower, &["clerk", "rfo", "pcso", "warden", "lengthsman"])
}

/// "J", "J.", "J.M.", "JM", "P.J".
pub(super) fn is_initials(word: &str) -> bool {
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

/// Whether words are a name. Some surnames are words of the calendar or of buildings too: behind a title or initials
/// they are surnames.
pub(super) fn is_name(words: &[&str], titled: bool) -> bool {
    const SURNAMES: [&str; 5] = ["hall", "march", "friday", "village", "august"];
    let led = titled
        || words.len() > 1
            && words.first().is_some_and(|first| {
                is_initials(first) || is_listed(COURTESY, &bare(first).to_lowercase())
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
