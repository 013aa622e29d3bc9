"""What texts have in common: exact passages by winnowing, nearly equal texts by MinHash."""

import random

from reportmine.sharing.minhash import candidates, signatures, similarity
from reportmine.sharing.winnowing import Passage, common_passages


def _noise(rng: random.Random, length: int) -> str:
    return "".join(chr(rng.randrange(0x4E00, 0x9FA0)) for _ in range(length))


def test_every_common_passage_of_23_characters_is_found_whole() -> None:
    rng = random.Random(5)
    for _ in range(200):
        common = _noise(rng, 23)
        before = [_noise(rng, rng.randrange(40)) for _ in range(2)]
        texts = [f"{before[0]}一{common}二{_noise(rng, 9)}", f"{before[1]}三{common}四{_noise(rng, 30)}"]
        assert list(common_passages(texts, ["甲局", "乙局"])) == [(0, 1, [Passage(len(before[0]) + 1, len(before[1]) + 1, 23)])]


def test_a_passage_ends_with_its_paragraph() -> None:
    text = "组织党员干部走村入户问需求、问困难、问意见，建立台账。\n逐项销号，定期回访，件件有着落，事事有回音，群众满意度明显提高。"
    found = list(common_passages([text, text], ["甲局", "乙局"]))
    assert [text[p.start_a : p.start_a + p.length] for _, _, passages in found for p in passages] == text.split("\n")


def test_texts_of_one_owner_are_not_compared() -> None:
    text = "组织党员干部走村入户问需求、问困难、问意见，建立台账。"
    assert [(a, b) for a, b, _ in common_passages([text] * 3, ["甲局", "甲局", "乙局"])] == [(0, 2), (1, 2)]


def test_no_text_shares_nothing() -> None:
    assert list(common_passages([], [])) == []
    assert list(common_passages(["", "短"], ["甲局", "乙局"])) == []


def test_what_hundreds_write_is_paired_along_a_chain() -> None:
    text = "组织党员干部走村入户问需求、问困难、问意见，建立台账。"
    pairs = [(a, b) for a, b, _ in common_passages([text] * 300, [str(n) for n in range(300)])]
    assert pairs == [(n, n + 1) for n in range(299)]


def test_signatures_estimate_jaccard_and_bands_find_the_near() -> None:
    rng = random.Random(3)
    letters = [chr(c) for c in range(0x4E00, 0x4E00 + 800)]
    texts = ["".join(rng.choices(letters, k=60)) for _ in range(300)]
    near = [t[:30] + rng.choice(letters) + t[31:] for t in texts]
    table = signatures(texts + near)
    found = {tuple(pair) for pair in candidates(table).tolist()}
    assert sum((i, i + 300) in found for i in range(300)) >= 297
    for i in range(300):
        exact = similarity(texts[i], near[i])
        assert abs((table[i] == table[i + 300]).mean() - exact) < 0.25


def test_signatures_do_not_depend_on_the_company_they_are_in() -> None:
    alone, together = signatures(["推动高质量发展"]), signatures(["别的", "推动高质量发展", "短"])
    assert (alone[0] == together[1]).all()


def test_a_template_of_thousands_stays_linear() -> None:
    pairs = candidates(signatures(["现将有关工作情况报告如下请审阅"] * 3000))
    assert len(pairs) < 3 * 3000
