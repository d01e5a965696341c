//! The words that open rounds, questions and follow-ups in twelve languages.

use super::markers::{Marker, fold};

/// The words of one language. A single letter is that language's sign for a question.
#[derive(Debug)]
pub struct MarkerWords {
    /// The tag of the language.
    pub tag: &'static str,
    /// The name of the language in English.
    pub language: &'static str,
    round: &'static [&'static str],
    question: &'static [&'static str],
    follow_up: &'static [&'static str],
}

#[rustfmt::skip]
const MARKER_WORDS: &[MarkerWords] = &[
    MarkerWords { tag: "en", language: "English", round: &["Round"], question: &["Q", "Question"], follow_up: &["F", "Follow-up"] },
    MarkerWords { tag: "es", language: "Spanish", round: &["Ronda"], question: &["P", "Pregunta"], follow_up: &["Seguimiento", "Repregunta"] },
    MarkerWords { tag: "de", language: "German", round: &["Runde"], question: &["Frage"], follow_up: &["Nachfrage", "Rückfrage", "Anschlussfrage"] },
    MarkerWords { tag: "fr", language: "French", round: &["Tour", "Manche"], question: &["Question"], follow_up: &["Relance", "Sous-question"] },
    MarkerWords { tag: "pt", language: "Portuguese", round: &["Rodada", "Ronda"], question: &["P", "Pergunta"], follow_up: &["Acompanhamento", "Pergunta seguinte"] },
    MarkerWords { tag: "it", language: "Italian", round: &["Turno", "Colloquio"], question: &["D", "Domanda"], follow_up: &["Approfondimento", "Domanda successiva"] },
    MarkerWords { tag: "nl", language: "Dutch", round: &["Ronde"], question: &["V", "Vraag"], follow_up: &["Vervolgvraag", "Doorvraag"] },
    MarkerWords { tag: "ja", language: "Japanese", round: &["ラウンド", "次面接", "回面接"], question: &["問", "質問"], follow_up: &["追加質問", "深掘り"] },
    MarkerWords { tag: "ko", language: "Korean", round: &["라운드", "차 면접"], question: &["문", "질문"], follow_up: &["추가 질문", "꼬리 질문", "꼬리질문"] },
    MarkerWords { tag: "zh", language: "Chinese", round: &["轮", "轮次", "轮面试", "面"], question: &["问", "问题", "提问"], follow_up: &["追问"] },
    MarkerWords { tag: "ru", language: "Russian", round: &["Раунд", "Этап"], question: &["В", "Вопрос"], follow_up: &["Уточнение", "Дополнительный вопрос"] },
    MarkerWords { tag: "ar", language: "Arabic", round: &["جولة", "الجولة"], question: &["س", "سؤال", "السؤال"], follow_up: &["متابعة", "سؤال متابعة"] },
];

/// Characters that count, beside digits.
const NUMERALS: &str = "一二三四五六七八九十第.、)";

/// Returns the language in which the text before a colon opens an entity, and the entity. A number may
/// be anywhere in it: `Runde 2`, `2. Runde`, `第二轮`.
pub fn marker_in_language(word: &str) -> Option<(&'static MarkerWords, Marker)> {
    let is_of_word = |c: &char| !c.is_numeric() && !NUMERALS.contains(*c) && !"*_".contains(*c);
    let plain: String = word.chars().filter(is_of_word).collect();
    let given = fold(&plain);
    if given.is_empty() {
        return None;
    }
    let means = |words: &[&str]| words.iter().any(|known| fold(known) == given);
    MARKER_WORDS.iter().find_map(|language| {
        let marker = if means(language.round) {
            Marker::Round
        } else if means(language.question) {
            Marker::Question
        } else if means(language.follow_up) {
            Marker::FollowUp
        } else {
            return None;
        };
        Some((language, marker))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_word_has_two_meanings_in_a_language_and_english() {
        for language in MARKER_WORDS {
            let mut seen = BTreeMap::new();
            for known in [&MARKER_WORDS[0], language] {
                let words = [known.round, known.question, known.follow_up];
                for (meaning, words) in words.into_iter().enumerate() {
                    for word in words {
                        let first = *seen.entry(fold(word)).or_insert(meaning);
                        assert_eq!(first, meaning, "{word} in {}", language.language);
                    }
                }
            }
        }
        assert_eq!(MARKER_WORDS.len(), 12);
    }

    #[test]
    fn the_number_may_be_anywhere() {
        let read = |word| marker_in_language(word).map(|(known, marker)| (known.tag, marker));
        for (word, tag, marker) in [
            ("Ronda 1", "es", Marker::Round),
            ("2. Runde", "de", Marker::Round),
            ("第二轮", "zh", Marker::Round),
            ("第 2 轮", "zh", Marker::Round),
            ("2차 면접", "ko", Marker::Round),
            ("P3", "es", Marker::Question),
            ("FRAGE", "de", Marker::Question),
            ("追问", "zh", Marker::FollowUp),
        ] {
            assert_eq!(read(word), Some((tag, marker)), "{word}");
        }
        assert_eq!(read("Step 1"), None);
        assert_eq!(read("12"), None);
    }
}
