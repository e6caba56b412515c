//! Sentences of the trade, made of lists of words and of invented names.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::chance::Chance;

/// The words that are used.
pub struct Language {
    families: Vec<String>,
    places: Vec<String>,
    estates: Vec<String>,
}

#[rustfmt::skip]
const TOPICS: [&str; 121] = [
    "safeguarding", "corporate parenting", "school transport", "adult social care", "domestic abuse", "foster care",
    "special educational needs", "home to school travel", "elective home education", "children missing from education",
    "care leavers", "kinship carers", "early help", "youth justice", "school admissions", "attendance", "exclusions",
    "social worker recruitment", "agency staff", "caseloads", "hospital discharge", "dementia support", "day centres",
    "reablement", "occupational therapy", "carers' assessments", "supported living", "extra care housing",
    "homelessness", "rough sleeping", "empty homes", "damp and mould", "rent arrears", "void properties",
    "housing repairs", "fire doors", "cladding", "disabled facilities grants", "allocations policy", "planning appeals",
    "enforcement notices", "conservation areas", "listed buildings", "section 106 agreements", "affordable housing",
    "local plan", "biodiversity net gain", "tree preservation orders", "street trees", "ash dieback", "grass verges",
    "wildflower planting", "play areas", "skate park", "allotments", "cemeteries", "crematorium", "bandstand",
    "public conveniences", "beach huts", "coastal path", "sea wall", "harbour dredging", "moorings", "fishing quay",
    "flood defences", "gully cleansing", "drainage", "potholes", "resurfacing", "gritting routes", "street lighting",
    "speed limits", "school streets", "cycle lanes", "pedestrian crossings", "bus subsidies", "bus shelters",
    "park and ride", "parking charges", "residents' permits", "electric charging points", "air quality",
    "waste collection", "food waste", "recycling rates", "fly-tipping", "household waste centre", "abandoned vehicles",
    "dog fouling", "noise complaints", "licensing hours", "taxi ranks", "food hygiene", "trading standards",
    "scam awareness", "markets", "town centre vacancies", "business rates", "apprenticeships", "broadband",
    "tourism signs", "museum collections", "library opening hours", "mobile library", "archives", "leisure centres",
    "swimming lessons", "arts grants", "festivals", "twinning", "council tax support", "budget monitoring",
    "treasury management", "procurement", "risk register", "complaints", "freedom of information requests",
    "staff sickness", "equality impact", "climate action",
];

#[rustfmt::skip]
const NOUNS: [&str; 64] = [
    "strategy", "policy", "review", "survey", "audit", "consultation", "inspection", "contract", "grant", "budget",
    "programme", "project", "pilot", "scheme", "partnership", "agreement", "lease", "tender", "framework", "protocol",
    "procedure", "guidance", "leaflet", "campaign", "briefing", "workshop", "visit", "figures", "breakdown", "costs",
    "savings", "forecast", "variance", "backlog", "waiting list", "complaints", "feedback", "lessons", "benchmarking",
    "timetable", "milestones", "action plan", "improvement plan", "risk assessment", "business case", "options paper",
    "impact assessment", "service standards", "performance measures", "staffing", "training", "recruitment",
    "accommodation", "equipment", "software", "insurance", "signage", "maintenance", "repairs", "fencing", "lighting",
    "access", "transport", "catering",
];

#[rustfmt::skip]
const ASKS: [&str; 40] = [
    "circulate", "provide", "bring forward", "report on", "review", "arrange", "write about", "confirm", "investigate",
    "publish", "prepare", "draft", "benchmark", "cost", "map", "survey", "update members on", "seek legal advice on",
    "consult residents about", "meet ward members about", "explore", "commission", "procure", "evaluate", "inspect",
    "summarise", "present", "share", "check", "amend", "extend", "renegotiate", "monitor", "escalate", "clarify",
    "reconsider", "cancel", "relocate", "rename", "advertise",
];

#[rustfmt::skip]
const ENDS: [&str; 28] = [
    "to the next meeting", "before the budget is set", "with figures for each ward", "and the costs of it",
    "with the reasons for the delay", "for members of the Panel", "following the inspection", "ahead of the review",
    "including lessons learned", "with a timetable", "in plain English", "for the work programme",
    "once the contract is signed", "with comparisons from neighbouring councils", "as part of quarterly reporting",
    "through the Cabinet Member", "after the consultation closes", "with photographs", "and place it on the website",
    "in the members' bulletin", "by letter to the Minister", "with the views of young people",
    "taking account of rural areas", "and report any underspend", "under the new arrangements",
    "without further cost to the council", "for agreement by the Chair", "with trade union comments",
];

#[rustfmt::skip]
const SAID: [&str; 24] = [
    "Members asked how", "The Panel heard that", "Officers explained that", "It was noted that",
    "A member commented that", "In response, members were told that", "The Chair observed that",
    "Concern was raised that", "It was confirmed that", "Assurance was sought that", "The Director advised that",
    "It was clarified that", "Members welcomed the news that", "The report showed that", "It was suggested that",
    "A resident had written that", "The survey had found that", "Partners had agreed that",
    "The Cabinet Member undertook that", "Data for the quarter showed that", "The auditors had concluded that",
    "Since the last meeting it had emerged that", "Ward members reported that", "The consultant warned that",
];

#[rustfmt::skip]
const VERBS: [&str; 32] = [
    "had improved", "had fallen behind", "was under pressure", "would be reviewed", "had doubled", "needed attention",
    "was on course", "had been delayed by the weather", "was underspent", "would be retendered", "had been audited",
    "was well received", "had attracted complaints", "could not continue as it stood", "was funded until March",
    "had lost two staff", "would move to the depot", "had been piloted", "was ahead of other authorities",
    "depended on the grant", "had been misunderstood", "would close in the autumn", "was open at weekends",
    "had reached capacity", "lacked a lead officer", "had won an award", "was shared with the county",
    "needed a business case", "had been paused", "was at risk", "would be consulted on", "had been completed",
];

#[rustfmt::skip]
const GIVEN: [&str; 60] = [
    "Ada", "Aled", "Amina", "Anil", "Beatrix", "Bethan", "Bilal", "Blanche", "Callum", "Carys", "Cedric", "Chidi",
    "Clive", "Dilys", "Dorota", "Edmund", "Eilidh", "Elspeth", "Emeka", "Esme", "Farah", "Fergus", "Fiona", "Gethin",
    "Gita", "Gwen", "Hamza", "Harriet", "Hugo", "Imogen", "Ines", "Iqbal", "Isla", "Ivor", "Jemima", "Joyce", "Kamal",
    "Keir", "Leila", "Lorcan", "Mabel", "Marek", "Mei", "Morag", "Nadia", "Nuala", "Olwen", "Osman", "Petra", "Quentin",
    "Rhys", "Rosalind", "Saffron", "Samir", "Tamsin", "Tariq", "Una", "Vikram", "Wanda", "Zofia",
];

const ONSETS: [&str; 34] = [
    "b", "br", "c", "ch", "cr", "d", "dr", "f", "fl", "g", "gr", "h", "k", "l", "m", "n", "p",
    "pr", "r", "s", "sc", "sh", "sk", "sl", "st", "sw", "t", "th", "tr", "v", "w", "wh", "wr", "y",
];
const VOWELS: [&str; 12] = [
    "a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ow", "oo", "y",
];
const CODAS: [&str; 24] = [
    "b", "ck", "d", "ff", "g", "l", "ll", "m", "n", "nd", "ng", "nk", "p", "r", "rd", "rn", "rt",
    "sh", "st", "t", "th", "tt", "x", "ss",
];
const FAMILY_ENDS: [&str; 14] = [
    "son", "ley", "er", "man", "well", "field", "ick", "more", "ard", "smith", "low", "ings", "by",
    "ett",
];
const PLACE_ENDS: [&str; 18] = [
    "ton", "ham", "wick", "thorpe", "by", "ford", "mouth", "combe", "stead", "hurst", "dale",
    "worth", "bury", "minster", "port", "cliffe", "bourne", "leigh",
];
const ESTATE_ENDS: [&str; 10] = [
    "wood", "acre", "mead", "croft", "garth", "holme", "view", "bank", "side", "gate",
];

impl Language {
    pub fn new(chance: &mut Chance) -> Self {
        Self {
            families: names(chance, 14_000, &FAMILY_ENDS),
            places: names(chance, 22_000, &PLACE_ENDS),
            estates: names(chance, 15_000, &ESTATE_ENDS),
        }
    }

    fn place(&self, chance: &mut Chance) -> &str {
        &self.places[chance.skewed(self.places.len())]
    }

    fn family(&self, chance: &mut Chance) -> &str {
        &self.families[chance.skewed(self.families.len())]
    }

    fn estate(&self, chance: &mut Chance) -> &str {
        &self.estates[chance.skewed(self.estates.len())]
    }

    pub fn person(&self, chance: &mut Chance) -> (String, String) {
        let family = self.family(chance).to_owned();
        (chance.pick(&GIVEN).to_owned(), family)
    }

    pub fn post(&self, chance: &mut Chance) -> String {
        let rank = chance.pick(&[
            "Head of",
            "Director of",
            "Manager,",
            "Lead Officer,",
            "Assistant Director,",
        ]);
        format!("{rank} {}", capital(TOPICS[chance.below(TOPICS.len())]))
    }

    /// A body's name, code and what its sentences call it.
    pub fn body(&self, place: usize) -> (String, String, String) {
        let about = [
            "Children and Families",
            "Adult Care and Health",
            "Housing and Homelessness",
            "Highways and Transport",
            "Environment and Climate",
            "Planning",
            "Licensing",
            "Audit and Governance",
            "Finance and Resources",
            "Economy and Skills",
            "Culture and Leisure",
            "Harbour and Coast",
            "Community Safety",
            "Education",
            "Corporate Parenting",
            "Property and Assets",
            "Staffing and Appeals",
            "Town Centres",
            "Rural Areas",
            "Overview and Scrutiny",
        ];
        let about = about[place % about.len()];
        let called = ["Scrutiny Panel", "Committee", "Board"][place % 3];
        let name = format!("{about} {called}");
        let code: String = name
            .split(' ')
            .filter(|word| *word != "and")
            .filter_map(|word| word.chars().next())
            .chain(char::from_digit(place as u32 % 10, 10))
            .collect();
        (name, code, called.to_owned())
    }

    pub fn title(&self, chance: &mut Chance) -> String {
        let topic = capital(TOPICS[chance.below(TOPICS.len())]);
        match chance.below(4) {
            0 => format!("{topic}: {}", NOUNS[chance.below(NOUNS.len())]),
            1 => format!("{topic} in {}", self.place(chance)),
            2 => format!("Update on {}", topic.to_lowercase()),
            _ => topic,
        }
    }

    /// Something about which a thing can be asked: "the fire doors contract at Brackmead".
    fn matter(&self, chance: &mut Chance) -> String {
        let topic = TOPICS[chance.skewed(TOPICS.len())];
        let noun = NOUNS[chance.below(NOUNS.len())];
        match chance.below(12) {
            0 => format!("the {topic} {noun}"),
            1 => format!("{topic} in {} ward", self.place(chance)),
            2 => format!("the {noun} for {topic} at {} School", self.estate(chance)),
            3 => format!("{topic} on the {} estate", self.estate(chance)),
            4 => format!(
                "the {noun} with {} and {} Ltd",
                self.family(chance),
                self.family(chance)
            ),
            5 => format!(
                "the {topic} {noun} of £{},{:03}",
                chance.between(1, 900),
                chance.below(1000)
            ),
            6 => format!(
                "application {}/{:05} at {} Lane, {}",
                chance.between(10, 26),
                chance.below(40_000),
                self.estate(chance),
                self.place(chance)
            ),
            7 => format!(
                "{topic} raised by the {} residents' association",
                self.place(chance)
            ),
            8 => format!(
                "the {noun} on {topic} between {} and {}",
                self.place(chance),
                self.place(chance)
            ),
            9 => format!(
                "route {} through {}",
                chance.between(1, 180),
                self.place(chance)
            ),
            10 => format!("{topic}, as asked by Councillor {}", self.family(chance)),
            _ => format!("{topic} at {} House", self.estate(chance)),
        }
    }

    pub fn action(&self, chance: &mut Chance) -> String {
        let ask = ASKS[chance.below(ASKS.len())];
        let matter = self.matter(chance);
        let text = match chance.below(5) {
            0 => format!("{} {matter}", capital(ask)),
            1 => format!(
                "{} {matter} {}",
                capital(ask),
                ENDS[chance.below(ENDS.len())]
            ),
            2 => format!(
                "Officers to {ask} {matter} {}",
                ENDS[chance.below(ENDS.len())]
            ),
            3 => format!(
                "{} of {} to {ask} {matter}",
                capital(NOUNS[chance.below(NOUNS.len())]),
                TOPICS[chance.below(TOPICS.len())]
            ),
            _ => format!(
                "To {ask} {matter}, and {} {}",
                ASKS[chance.below(ASKS.len())],
                self.matter(chance)
            ),
        };
        slip(chance, text)
    }

    pub fn narrative(&self, chance: &mut Chance) -> String {
        let mut text = String::new();
        for _ in 0..chance.between(1, 3) {
            let said = SAID[chance.below(SAID.len())];
            let matter = self.matter(chance);
            let verb = VERBS[chance.below(VERBS.len())];
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&format!("{said} {matter} {verb}."));
        }
        slip(chance, text)
    }

    pub fn decision(&self, chance: &mut Chance) -> String {
        let matter = self.matter(chance);
        match chance.below(3) {
            0 => format!("That {matter} be noted."),
            1 => format!(
                "That {matter} be approved, and {} {}.",
                ASKS[chance.below(ASKS.len())],
                self.matter(chance)
            ),
            _ => format!(
                "That {matter} be deferred {}.",
                ENDS[chance.below(ENDS.len())]
            ),
        }
    }

    pub fn declaration(&self, chance: &mut Chance) -> String {
        format!(
            "Councillor {} declared an interest in {} as a tenant of {} House.",
            self.family(chance),
            self.matter(chance),
            self.estate(chance)
        )
    }

    pub fn due(&self, chance: &mut Chance, date: NaiveDate) -> String {
        let month = chance.pick(&[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "September",
            "October",
            "November",
        ]);
        match chance.below(7) {
            0 => "next meeting".to_owned(),
            1 => format!("{month} {}", date.year() + 1),
            2 => month.to_owned(),
            3 => format!("by end of {month}"),
            4 => format!("{} {month}", chance.between(1, 28)),
            5 => chance
                .pick(&[
                    "quarterly",
                    "within 3 months",
                    "asap",
                    "autumn",
                    "in six weeks",
                ])
                .to_owned(),
            _ => "two weeks".to_owned(),
        }
    }
}

/// So many different invented names.
fn names(chance: &mut Chance, count: usize, ends: &[&str]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let mut name = format!(
            "{}{}{}",
            chance.pick(&ONSETS),
            chance.pick(&VOWELS),
            chance.pick(&CODAS)
        );
        if chance.one_in(3) {
            name.push_str(chance.pick(&VOWELS));
            name.push_str(chance.pick(&["l", "n", "r", "s", "m", "d"]));
        }
        name.push_str(chance.pick(ends));
        if seen.insert(name.clone()) {
            names.push(capital(&name));
        }
    }
    names
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Now and then two letters stand the wrong way round, as in every register.
fn slip(chance: &mut Chance, text: String) -> String {
    if !chance.one_in(150) {
        return text;
    }
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len().saturating_sub(2)) + 1;
    if letters[at].is_alphabetic() && letters.get(at + 1).is_some_and(|next| next.is_alphabetic()) {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
