use super::*;
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;

/// A template with one line too many; the line is the sixth.
fn with(line: &str) -> String {
    format!(
        "# A template of the test's own\nname = \"own\"\ntitle = \"Own\"\n\n[wording]\n{line}\n"
    )
}

/// The mistakes of a text, each as "line: words".
fn mistakes(text: &str) -> Vec<String> {
    match Template::read(text, "own.toml") {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .0
            .iter()
            .map(|mistake| {
                assert_eq!(mistake.file, "own.toml");
                format!("{}: {}", mistake.line, mistake.words)
            })
            .collect(),
    }
}

#[test]
fn the_built_in_templates_have_no_mistakes() {
    for (name, text) in Template::built_in() {
        let template = Template::read(text, name).unwrap();
        assert_eq!(template.name, name);
        assert!(!template.agenda.is_empty() && !template.about.is_empty());
    }
    let names: Vec<String> = Templates::built_in().names().map(str::to_owned).collect();
    assert_eq!(names, ["scrutiny-panel", "workshop", "council", "parish"]);
}

#[test]
fn a_template_of_three_lines_is_a_template() {
    let template = Template::read("name = \"own\"\n", "own.toml").unwrap();
    assert_eq!(template.title, "own");
    let template = Template::read("name = \"own\"\ntitle = \"Own\"\n", "own.toml").unwrap();
    assert_eq!(template.title, "Own");
    assert_eq!(template.layout.bullet(), "-");
    assert!(template.layout.actions.in_item.is_some());
    let meeting = Meeting::new(
        crate::minutes::ids::MeetingId(uuid::Uuid::nil()),
        serde_json::from_value(serde_json::json!({
            "body": {"id": uuid::Uuid::nil(), "name": "Parks Board", "code": "PB", "called": "Board"},
            "date": "2025-03-04", "template": "own"
        }))
        .unwrap(),
    );
    let said = template.say(Sentence::NilDeclarations, &Occasion::of(&meeting));
    assert_eq!(said.unwrap(), "There were no declarations of interest.");
}

#[test]
fn a_file_of_the_wrong_shape_is_told_of_with_its_line_and_what_is_allowed() {
    let cases = [
        ("thanks = \"no end", 6, "invalid"),
        (
            "thank = \"Thanks.\"",
            6,
            "unknown variant `thank`, expected one of `nil-declarations`",
        ),
        ("thanks = 3", 6, "expected a string"),
        (
            "[layout]\nheadings = \"loud\"",
            7,
            "expected one of `as-written`, `upper`, `sentence`",
        ),
        (
            "[layout]\ncolour = \"red\"",
            7,
            "unknown field `colour`, expected one of `headings`",
        ),
        ("[layout]\ndate = \"american\"", 7, "`weekday-long`"),
        ("[layout.attendance]\nnames = \"first\"", 7, "`short-full`"),
        ("[layout.actions.at-start]\nheading = \"x\"", 6, "`in-item`"),
        ("[layout.entries]\nremark = \"x\"", 7, "`lead-in`"),
        (
            "[[layout.header]]\nstyle = \"title\"",
            6,
            "missing field `text`",
        ),
        (
            "[[agenda]]\ntitle = \"x\"\nkind = \"quiz\"",
            8,
            "`work-programme`",
        ),
        ("[[agenda]]\ntitle = \"x\"\nplanned = 70000", 8, "u16"),
        ("[phrases]\nadv = 1", 7, "expected a string"),
        ("[agenda]\n", 6, "expected"),
    ];
    for (line, at, words) in cases {
        let found = mistakes(&with(line));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        let expected = format!("{at}: ");
        assert!(found[0].starts_with(&expected), "{line}: {}", found[0]);
        assert!(found[0].contains(words), "{line}: {}", found[0]);
    }
    let found = mistakes("title = \"Own\"\n");
    assert!(found[0].contains("missing field `name`"), "{found:?}");
}

#[test]
fn a_slip_in_a_wording_is_told_of_with_its_line_and_what_is_known() {
    let cases = [
        (
            "thanks = \"{{ guests\"",
            6,
            "wording.thanks: it does not read",
        ),
        (
            "thanks = \"{{ gusts }}\"",
            6,
            "`gusts`, which is not known here; known are body, meeting",
        ),
        (
            "thanks = \"{{ text }}\"",
            6,
            "`text`, which is not known here",
        ),
        (
            "thanks = \"{% if guests %}{% else %}{{ nobody }}{% endif %}\"",
            6,
            "`nobody`",
        ),
        (
            "thanks = \"{{ body.nmae }}\"",
            6,
            "`body` has no `nmae`; it has name, code, called, bare, noun",
        ),
        (
            "thanks = \"{{ meeting.date.year }}\"",
            6,
            "`meeting.date` has no parts",
        ),
        (
            "thanks = \"{% for p in guests %}{{ p.nick }}{% endfor %}\"",
            6,
            "p.nick",
        ),
        (
            "arrived = \"{{ person.shrt }}\"",
            6,
            "`person` has no `shrt`; it has full, titled",
        ),
        (
            "thanks = \"{{ guests | join_up }}\"",
            6,
            "there is no such filter",
        ),
        (
            "thanks = \"{% if not guests %}{{ body.name | loud }}{% endif %}\"",
            6,
            "there is no such filter",
        ),
        (
            "thanks = \"{{ guests | named('nick') }}\"",
            6,
            "`short-full`",
        ),
        (
            "adjourned = \"{{ time | time('swiss') }}\"",
            6,
            "`twenty-four`",
        ),
        (
            "adjourned = \"{{ time | date }}\"",
            6,
            "the filter `date` wants a date",
        ),
        ("thanks = \"\"\"\nOne\n{{ gusts }}\"\"\"", 8, "`gusts`"),
        (
            "thanks = '''\nOne\nTwo\n{{ guests | join_up }}'''",
            9,
            "join_up",
        ),
        (
            "thanks = \"\"\"\nOne \\\n{{ body.name }} \\\n{{ gusts }}\"\"\"",
            9,
            "`gusts`",
        ),
        (
            "thanks = \"\"\"One\n{{ guests\n\"\"\"",
            7,
            "it does not read",
        ),
        (
            "[layout]\nsignature = [\"{{ chair }}\"]",
            7,
            "layout.signature, no. 1: it speaks of `chair`",
        ),
        (
            "[[layout.header]]\ntext = \"{{ guests }}\"",
            7,
            "layout.header, no. 1: it speaks of `guests`",
        ),
        (
            "[layout.attendance]\npresent = \"{{ peeple }}\"",
            7,
            "layout.attendance.present: it speaks of `peeple`",
        ),
        (
            "[layout.actions.at-end]\ntext = \"{{ owner }}\"",
            7,
            "layout.actions.at-end.text: it speaks of `owner`",
        ),
        (
            "[layout.entries]\ndecision = \"{{ txt }}\"",
            7,
            "layout.entries.decision: it speaks of `txt`",
        ),
        (
            "[layout.entries]\nprivate = \"{{ text }}\"",
            7,
            "private notes are in no document",
        ),
        (
            "[layout.entries]\naction = \"{{ text }}\"",
            7,
            "actions are worded in",
        ),
        ("[layout]\nbullet = \"\"", 7, "no mark for a list"),
        ("[layout]\nbullet = \"\\u001b[\"", 7, "no mark for a list"),
        ("[phrases]\n\"two words\" = \"x\"", 7, "has no blanks"),
    ];
    for (line, at, words) in cases {
        let found = mistakes(&with(line));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        let expected = format!("{at}: ");
        assert!(found[0].starts_with(&expected), "{line}: {}", found[0]);
        assert!(found[0].contains(words), "{line}: {}", found[0]);
    }
}

#[test]
fn all_slips_are_told_of_at_once_in_the_order_of_the_file() {
    let text = "name = \"My Own\"\ntitle = \"Own\"\n[layout]\nsignature = [\"{{ chair }}\", \"{{\"]\n\
                [wording]\nthanks = \"{{ a }} {{ b }}\"\nadjourned = \"{% endif %}\"\n";
    let found = Template::read(text, "own.toml").unwrap_err();
    let lines: Vec<usize> = found.0.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [1, 4, 4, 6, 6, 7], "{found}");
    let shown = found.to_string();
    assert_eq!(shown.lines().count(), 6);
    assert!(shown.starts_with("own.toml, line 1: name: \"My Own\" is no name for a template"));
}

#[test]
fn windows_line_breaks_do_not_shift_lines() {
    let text = with("thanks = \"\"\"\nOne\n{{ gusts }}\"\"\"").replace('\n', "\r\n");
    assert!(
        mistakes(&text)[0].starts_with("8: "),
        "{:?}",
        mistakes(&text)
    );
}

#[test]
fn a_clerks_own_template_takes_the_place_of_a_built_in_one() {
    let own =
        "name = \"workshop\"\ntitle = \"Our workshop\"\n[layout.attendance]\nnames = \"short\"\n";
    let bad = "name = \"scrutiny-panel\"\ntitle = \"Broken\"\nno = 1\n";
    let new = "name = \"forum\"\ntitle = \"Forum\"\n[phrases]\nadv = \"advised that\"\n";
    let (templates, mistakes) = Templates::with([
        ("workshop.toml", own),
        ("panel.toml", bad),
        ("forum.toml", new),
    ]);
    let names: Vec<&str> = templates.names().collect();
    assert_eq!(
        names,
        ["scrutiny-panel", "workshop", "council", "parish", "forum"]
    );
    let workshop = templates.get("workshop").unwrap();
    assert_eq!(workshop.title, "Our workshop");
    assert_eq!(workshop.layout.attendance.names, NameForm::Short);
    assert_eq!(
        templates.get("scrutiny-panel").unwrap().title,
        "Scrutiny panel"
    );
    assert_eq!(
        templates.get("forum").unwrap().phrases["adv"],
        "advised that"
    );
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].0[0].file, "panel.toml");
    assert!(templates.get("none").is_none());
    assert_eq!(templates.for_meeting("none").name, "scrutiny-panel");
}

#[test]
fn the_agenda_keeps_what_the_clerk_prepared() {
    let text = "name = \"own\"\ntitle = \"Own\"\n[[agenda]]\ntitle = \"Budget\"\nplanned = 15\n\
                prepared = [\"The report was presented.\", \"! Figures to be circulated\"]\nprompts = \"Who spoke?\"\n";
    let template = Template::read(text, "own.toml").unwrap();
    let outline = &template.agenda[0];
    assert_eq!(outline.title, "Budget");
    assert_eq!(outline.kind, ItemKind::Business);
    assert_eq!(outline.planned, Some(15));
    assert_eq!(outline.prepared.len(), 2);
    assert_eq!(outline.prompts, "Who spoke?");
}
