use super::*;

/// Pairs that a clerk would call the same thing asked twice.
const SAME_THING: [(&str, &str); 26] = [
    (
        "Training on corporate parenting to be arranged for members",
        "Arrange training for all members on corporate parenting",
    ),
    (
        "Members to visit the multi-agency safeguarding hub",
        "Visit to the multi-agency safeguarding hub to be organised for Panel members",
    ),
    (
        "Head of Highways to report on the backlog of pothole repairs",
        "A report on the pothole repair backlog to be brought to the next meeting",
    ),
    (
        "Provide figures on the number of empty homes by ward",
        "Officers to circulate ward figures for empty homes",
    ),
    (
        "Write to the Harbour Master about dredging of the north channel",
        "Letter to Harbour Master on north channel dredging",
    ),
    (
        "Review of the school transport appeals procedure to be undertaken",
        "Procedure for school transport appeals to be reviewed",
    ),
    (
        "Update on the recruitment and retention of social workers",
        "Social worker recruitment and retention: update to be provided",
    ),
    (
        "Costs of the second shredder at the depot to be confirmed",
        "Depot manager to confirm the cost of a second shredder",
    ),
    (
        "Circulate the survey of play areas to all ward members",
        "Play areas survey to be circulated to ward members",
    ),
    (
        "Explore a joint bid with Saltby Town Council for the coastal path",
        "Joint bid for the coastal path with Saltby Town Council to be explored",
    ),
    (
        "Quarterly complaints data to be shared with the Chair",
        "Chair to receive quarterly data on complaints",
    ),
    (
        "Publish the tree planting strategy on the website",
        "Tree planting strategy to be published on the council's website",
    ),
    (
        "Arrange a briefing on the new waste collection rounds",
        "Briefing for members on the new rounds for waste collection",
    ),
    (
        "Investigate flooding at the Mill Lane underpass",
        "Flooding in Mill Lane underpass to be investigated by the drainage engineer",
    ),
    (
        "Prepare options for the future of the Eastgate library",
        "Options for Eastgate library's future to be prepared and brought back",
    ),
    (
        "Check the insurance cover for volunteers in parks",
        "Insurance for park volunteers to be checked with the provider",
    ),
    (
        "Seek legal advice on the lease of the bandstand kiosk",
        "Legal advice to be sought on the bandstand kiosk lease",
    ),
    (
        "Draft a response to the consultation on bus franchising",
        "Response to the bus franchising consultation to be drafted",
    ),
    (
        "Add domestic abuse services to the work programme",
        "Domestic abuse services to be added to the Panel's work programme for next year",
    ),
    (
        "Provide a breakdown of agency staff spending by directorate",
        "Breakdown of spending on agency staff in each directorate",
    ),
    (
        "Install bollards outside Fernleigh Primary School",
        "Bollards to be installed by the gate of Fernleigh Primary School",
    ),
    (
        "Invite the Youth Council to the budget workshop",
        "Youth Council to be invited to the workshop on the budget",
    ),
    (
        "Benchmark parking charges against neighbouring authorities",
        "Parking charges to be benchmarked with neighbouring councils",
    ),
    (
        "Report on foster carer allowances compared with other authorities",
        "Compare foster carer allowances with those of other authorities",
    ),
    (
        "Replace the noticeboard in the market square",
        "Clerk to obtain quotes to replace the market square noticeboard",
    ),
    (
        "Map of gritting routes to be sent to parish clerks",
        "Send parish clerks the map of the gritting routes before winter",
    ),
];

/// Pairs that only look alike: the same wording about different things, or the same subject with another request.
const NOT_THE_SAME: [(&str, &str); 28] = [
    (
        "Report to the next meeting",
        "Report to the next meeting of the Panel",
    ),
    ("Update to be provided", "Update to be provided to members"),
    (
        "Officers to provide further information to members",
        "Officers to provide further details to the Panel",
    ),
    (
        "Arrange training for members",
        "Arrange training for members on planning",
    ),
    ("Resurface Mill Lane", "Resurface Church Lane"),
    (
        "Training on corporate parenting to be arranged for members",
        "Training on treasury management to be arranged for members",
    ),
    (
        "Members to visit the multi-agency safeguarding hub",
        "Members to visit the new recycling depot",
    ),
    (
        "Head of Housing to report on empty homes",
        "Head of Housing to report on rent arrears",
    ),
    (
        "Review of speed limits: zones of 20 mph in Eastgate ward",
        "Review of speed limits: zones of 30 mph in Eastgate ward",
    ),
    (
        "Performance scorecard for quarter 1 to be circulated",
        "Performance scorecard for quarter 3 to be circulated",
    ),
    (
        "Write to the bus company about service 14",
        "Write to the bus company about service 27",
    ),
    (
        "Chair to write to the Minister about library funding",
        "Chair to write to the Minister about coastal erosion",
    ),
    (
        "Install bollards outside Fernleigh Primary School",
        "Fence to be repaired at Fernleigh Primary School",
    ),
    (
        "Circulate the survey of play areas to ward members",
        "Survey of grass verges to be circulated to ward members",
    ),
    (
        "Legal advice on the lease of the bandstand kiosk",
        "Legal advice on the disposal of the old fire station",
    ),
    (
        "Explore external funding for the coastal path",
        "Explore external funding for the swimming pool",
    ),
    (
        "Social worker caseloads to be reported each quarter",
        "Social value in contracts to be reported each quarter",
    ),
    (
        "Quotes for repair of the church clock",
        "Quotes for repair of the pavilion roof",
    ),
    (
        "Add adult learning to the work programme",
        "Add fly-tipping to the work programme",
    ),
    (
        "Circulate minutes of the working group",
        "Set up a working group on street lighting",
    ),
    (
        "Prepare a communications plan for the budget",
        "Prepare a communications plan for the election",
    ),
    (
        "Draft response to the bus franchising consultation",
        "Draft response to the devolution consultation",
    ),
    (
        "Number of children in care placed out of the borough",
        "Number of children missing from education",
    ),
    (
        "Invite the Youth Council to the budget workshop",
        "Invite the Harbour Master to the next meeting",
    ),
    (
        "Risk register to be presented to the Audit Committee",
        "Annual accounts to be presented to the Audit Committee",
    ),
    (
        "Foster carer recruitment campaign to be relaunched",
        "Social worker recruitment campaign to be evaluated",
    ),
    (
        "Parking charges at the beach car park",
        "Electric charging points at the beach car park",
    ),
    (
        "Library opening hours to be extended on Saturdays",
        "Museum opening hours to be reduced on Mondays",
    ),
];

fn likeness(a: &str, b: &str) -> f32 {
    Gist::of(a).likeness(&Gist::of(b), all_alike)
}

#[test]
fn the_labelled_pairs_are_told_apart() {
    let mut missed = Vec::new();
    let mut wrong = Vec::new();
    for (a, b) in SAME_THING {
        let found = likeness(a, b);
        if found < SAME {
            missed.push(format!("{found:.2} {a} | {b}"));
        }
    }
    for (a, b) in NOT_THE_SAME {
        let found = likeness(a, b);
        if found >= SAME {
            wrong.push(format!("{found:.2} {a} | {b}"));
        }
    }
    let found = SAME_THING.len() - missed.len();
    // Precision: the one false alarm known has four words out of four in common, and still means something else.
    // Recall: all but one in thirteen at most.
    assert!(wrong.len() <= 1, "false alarms:\n{}", wrong.join("\n"));
    assert!(
        found * 13 >= SAME_THING.len() * 12,
        "found {found} of {}; missed:\n{}",
        SAME_THING.len(),
        missed.join("\n")
    );
}

#[test]
fn likeness_is_mutual_and_whole_for_the_same_text() {
    for (a, b) in SAME_THING.iter().chain(&NOT_THE_SAME) {
        let (there, back) = (likeness(a, b), likeness(b, a));
        assert!((there - back).abs() < 1e-6, "{a} | {b}");
        assert!((0.0..=1.0).contains(&there));
    }
    let text = SAME_THING[1].0;
    assert!((likeness(text, text) - 1.0).abs() < 1e-6);
}

#[test]
fn forms_of_a_word_have_one_stem_which_begins_them_all() {
    let families: [&[&str]; 9] = [
        &[
            "arrange",
            "arranged",
            "arranging",
            "arrangement",
            "arrangements",
        ],
        &["report", "reports", "reported", "reporting"],
        &["policy", "policies"],
        &["circulate", "circulated", "circulation"],
        &["plan", "plans", "planning", "planned"],
        &["process", "processes"],
        &["house", "houses", "housing"],
        &["committee", "committees"],
        &["install", "installed", "installing"],
    ];
    for family in families {
        let first = stem(family[0]);
        for word in family {
            assert_eq!(stem(word), first, "{word}");
            assert!(word.starts_with(stem(word)));
        }
    }
    assert_eq!(stem("2022"), "2022");
    assert_eq!(stem("élan"), "élan");
}

#[test]
fn what_is_rare_counts_for_more() {
    let rarity = |stem: &str| if stem == "shredder" { 1.0 } else { 0.4 };
    let (a, b) = (
        Gist::of("Cost of the second shredder at the depot"),
        Gist::of("Second shredder, depot: tender for supply"),
    );
    assert!(a.likeness(&b, rarity) > a.likeness(&b, all_alike));
}

#[test]
fn short_texts_are_never_enough() {
    for text in [
        "",
        "Report",
        "Report to the next meeting",
        "Update on budget",
    ] {
        assert!(!Gist::of(text).is_enough(), "{text}");
    }
    assert!(Gist::of("Update on coastal path").is_enough());
}
