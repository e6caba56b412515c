//! Styles by meaning, never by colour's name; no meaning is carried by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::minutes::entry::Kind;

/// What something on the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// Text that matters less.
    Faint,
    /// The name of what is below.
    Heading,
    /// What is before the meeting now.
    Current,
    /// The row that keys act on.
    Selected,
    /// Words that fit what was looked up.
    Found,
    /// A key, where a key is named.
    Key,
    /// On disk, in order.
    Good,
    /// Wants attention.
    Warning,
    /// Wants attention at once.
    Alarm,
    /// Not for publication.
    Exempt,
    /// Lines between parts.
    Rule,
    /// An entry of a kind.
    Kind(Kind),
}

/// The styles of one terminal.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With colour, or with weight and underline alone (as `NO_COLOR` asks, <https://no-color.org>).
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// The style for a meaning.
    pub fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        let style = match tone {
            Tone::Text => plain,
            Tone::Faint | Tone::Rule => plain.add_modifier(Modifier::DIM),
            Tone::Heading => plain.add_modifier(Modifier::BOLD),
            Tone::Current => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            Tone::Selected => plain.add_modifier(Modifier::REVERSED),
            Tone::Found => plain
                .fg(Color::Cyan)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Tone::Key => plain.fg(Color::Cyan),
            Tone::Good => plain.fg(Color::Green),
            Tone::Warning => plain.fg(Color::Yellow),
            Tone::Alarm => plain
                .fg(Color::Red)
                .add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Tone::Exempt => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Tone::Kind(kind) => match kind {
                Kind::Action | Kind::Concern => plain.fg(Color::Yellow),
                Kind::Decision | Kind::Encouraging => plain.fg(Color::Green),
                Kind::Question | Kind::Point => plain.fg(Color::Cyan),
                Kind::Private => plain.fg(Color::Magenta),
                Kind::Narrative
                | Kind::LeadIn
                | Kind::Declaration
                | Kind::Motion
                | Kind::Vote
                | Kind::Movement
                | Kind::Procedural => plain,
            },
        };
        if self.colour {
            style
        } else {
            Style {
                fg: None,
                bg: None,
                ..style
            }
        }
    }
}
