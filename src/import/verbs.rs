//! Words of doing: what tells an action from a remark.

use super::text::is_listed;

/// Verbs, in their plain form, of what clerks, members and officers are given to do.
const DOING: &str = "action add advertise advise apply appoint approach arrange ascertain ask attend book bring buy call carry chase \
    check circulate clear collect compile complete confirm consider consult contact continue convey coordinate \
    create cut deal deliver develop discuss display distribute draft draw email e-mail enquire ensure erect \
    establish examine explore feed file find fix follow forward get give help hold identify include inform inquire \
    inspect install instruct investigate invite issue keep let liaise list look make meet monitor notify obtain \
    order organise pass pay phone place post prepare produce provide publicise publish purchase pursue put query \
    raise re-send remind remove renew repair replace reply report request research respond review revise ring seek \
    send set speak submit supply take talk telephone thank update upload visit write work source represent redraft \
    progress amend resend retain revert track undertake finalise lodge measure chair share sign invoice";

/// Past participles of doing that a passive asks for: "to be arranged".
const DONE: &str = "added addressed advised advertised agreed amended arranged asked booked brought carried chased checked \
    circulated cleared collected completed confirmed considered contacted created cut delivered discussed displayed \
    distributed drafted drawn emailed explored finalised followed forwarded fixed given identified included informed \
    inspected installed investigated invited issued looked made notified obtained ordered organised placed posted \
    prepared presented produced provided published purchased pursued put raised removed repaired replaced reported \
    requested researched resolved reviewed sent set sought submitted updated written";

/// Participles that set something going.
const GOING: &str = "advertised arranged asked brought circulated contacted dealt drafted drawn erected established forwarded \
    informed installed instructed investigated invited notified obtained ordered organised painted placed prepared \
    produced provided published purchased removed repaired replaced reported requested sent sought submitted \
    undertaken written convened cleaned";

/// Whether a word, in lower case, is one of the plain forms.
pub fn is_doing(word: &str) -> bool {
    is_listed(DOING, word)
}

/// Whether a word, in lower case, is one of the participles.
pub fn is_done(word: &str) -> bool {
    is_listed(DONE, word)
}

/// Whether a participle sets something going, so that a resolution with it is one to be carried out.
pub fn is_set_going(word: &str) -> bool {
    is_listed(GOING, word)
}
