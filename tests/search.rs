//! `minutebook search` as scripts use it: what it prints, what stands in its JSON, its exit codes.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/council.rs"]
mod council;
mod support;

use council::Council;
use serde_json::Value;
use support::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    Council {
        entries: [
            "The crane on the south wharf would be inspected in May.",
            "Market traders had asked for a tap; \u{1b}[31mno escape codes\u{7}.",
            "Zoë’s café on the quay had changed hands.",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Council::default()
    }
    .lay_in(&desk.register());
    desk
}

#[test]
fn lines_for_people_with_nothing_that_drives_the_terminal() {
    let desk = desk();
    let printed = desk.printed(&["search", "crane", "inspected"]);
    assert_eq!(printed.lines().count(), 1);
    assert!(printed.contains("Wharves and Markets Board"), "{printed}");
    assert!(printed.contains("narrative"), "{printed}");
    assert!(
        printed.contains("The crane on the south wharf"),
        "{printed}"
    );
    let printed = desk.printed(&["search", "tap"]);
    assert!(
        !printed.contains('\u{1b}') && !printed.contains('\u{7}'),
        "{printed:?}"
    );
    // An item is found by its title.
    let printed = desk.printed(&["search", "kind:item flood"]);
    assert!(printed.contains("item  Flood doors"), "{printed}");
}

#[test]
fn json_has_the_fields_that_its_help_names() {
    let desk = desk();
    let printed = desk.printed(&["search", "cafe qua", "--format", "json"]);
    let found: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(found["query"], "cafe qua");
    assert_eq!(found["more"], false);
    assert_eq!(found["remarks"], serde_json::json!([]));
    let hit = &found["hits"][0];
    assert_eq!(hit["text"], "Zoë’s café on the quay had changed hands.");
    // In characters, not in bytes.
    assert_eq!(hit["marked"], serde_json::json!([[6, 10], [18, 22]]));
    assert_eq!(hit["body"], "Wharves and Markets Board");
    assert_eq!(hit["item"], "Crane hire");
    assert_eq!(hit["item_number"], "1");
    assert!(hit["action"].is_null());
    assert_eq!(hit["kind"], "narrative");
    assert!(hit["meeting"].is_string() && hit["entry"].is_string());
    let help = desk.printed(&["search", "--help"]);
    let schema = std::fs::read_to_string("schemas/search.schema.json").unwrap();
    for field in hit.as_object().unwrap().keys() {
        assert!(help.contains(field.as_str()), "{field} is not in the help");
        assert!(schema.contains(&format!("\"{field}\": {{")), "{field}");
    }
    let printed = desk.printed(&["search", "crain", "--format", "json"]);
    let found: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(found["remarks"][0], "\"crain\" read as \"crane\"");
}

#[test]
fn exit_codes_tell_scripts_what_happened() {
    let desk = desk();
    let code = |arguments: &[&str]| desk.run(arguments).status.code();
    assert_eq!(code(&["search", "crane"]), Some(0));
    assert_eq!(code(&["search", "xylophone"]), Some(3));
    assert_eq!(code(&["search"]), Some(2));
    assert_eq!(code(&["search", "crane", "--limit", "many"]), Some(2));
    let nothing = desk.run(&["search", "xylophone", "--format", "json"]);
    let found: Value = serde_json::from_slice(&nothing.stdout).unwrap();
    assert_eq!(found["hits"], serde_json::json!([]));
    let elsewhere = Desk::new();
    let missing = elsewhere.run(&["search", "crane"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(missing.stdout.is_empty());
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no register"));
    let two = desk.printed(&["search", "kind:item", "--limit", "2"]);
    assert_eq!(two.lines().count(), 2);
}
