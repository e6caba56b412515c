//! Due phrases.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
/// x
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// x
    pub as_written: String,
    /// x
    pub window: Option<Window>,
}
/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// x
    pub from: NaiveDate,
    /// x
    pub to: NaiveDate,
}
