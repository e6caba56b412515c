//! Text from outside drives neither the terminal nor the program, and none of its words are lost.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/council.rs"]
mod council;
mod pastes;
mod register;
mod scan;
mod settings;
#[path = "../support/mod.rs"]
mod support;

/// Sequences that would set the clipboard or the title, ask the terminal questions, move, colour, ring, or turn writing
/// round; each between two words that must stay.
const ATTACKS: [&str; 14] = [
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]0;hacked\x1b\\",
    "\x1bPq#0;2;0;0;0\x1b\\",
    "\x1b[31;7777m",
    "\x1b[7777;1H\x1b[7777J",
    "\x1b[?1000h\x1b[7777n",
    "\x1bc",
    "\u{9b}7777m\u{9d}0;hacked\u{9c}",
    "\u{85}\u{90}\u{9f}",
    "\u{202e}\u{2066}\u{2067}\u{2069}\u{200f}\u{61c}",
    "\0\x07\x08\x0b\x0c\x0e\x7f",
    "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}",
    "\u{e0041}\u{e0042}\u{fff9}\u{1d173}",
    "\r\n\t\u{2028}\u{2029}",
];

/// Words with every attack between two of them: "w0 … w1 … w2".
fn attacked(word: &str) -> String {
    let mut text = format!("{word}0");
    for (number, attack) in ATTACKS.iter().enumerate() {
        text.push_str(attack);
        text.push_str(&format!(" {word}{}", number + 1));
    }
    text
}
