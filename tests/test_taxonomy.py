"""The taxonomies: every campaign's file loads, keeps its labels apart, and is recognised in its own reports only."""

from pathlib import Path

import pytest

from reportmine.errors import DataError, UserDataError
from reportmine.taxonomy import DEFAULT, SUPER, detect, load_taxonomy, names

CAMPAIGNS = ("2013", "2019", "2021", "2023", "2024", "2025", "2026")
LEADS = [
    ("2013", "党的群众路线教育实践活动开展以来，澜川市水利局紧扣为民务实清廉主题，认真抓好各环节工作。现将有关情况汇报如下："),
    ("2013", "按照“照镜子、正衣冠、洗洗澡、治治病”的总要求，清溪县交通运输局班子成员逐一作对照检查。"),
    ("2019", "“不忘初心、牢记使命”主题教育开展以来，澜川市审计局把主题教育同审计工作结合起来，推动主题教育走深走实。"),
    ("2019", "清溪县教育局紧扣守初心、担使命、找差距、抓落实的总要求，一体推进主题教育四项重点措施。"),
    ("2021", "党史学习教育开展以来，澜川市民政局紧扣学党史、悟思想、办实事、开新局，办成实事12件。"),
    ("2021", "现将白鹭镇党史学习教育情况汇报如下，不忘初心、牢记使命永远在路上。"),
    ("2023", "主题教育开展以来，澜川市住建局牢牢把握学思想、强党性、重实践、建新功的总要求，明确5项重点措施。"),
    ("2023", "学习贯彻习近平新时代中国特色社会主义思想主题教育开展以来，市医保局巩固拓展党史学习教育成果。"),
    ("2024", "党纪学习教育开展以来，澜川市市场监管局原原本本学条例，教育党员学纪、知纪、明纪、守纪。"),
    ("2024", "根据市委关于开展党纪学习教育的部署，清溪县卫生健康局组织读书班1期。"),
    ("2025", "深入贯彻中央八项规定精神学习教育开展以来，澜川市农业农村局一体推进学查改，坚持开门教育。"),
    ("2025", "现将清溪县财政局深入贯彻中央八项规定精神学习教育工作情况报告如下："),
    ("2026", "树立和践行正确政绩观学习教育开展以来，澜川市发展改革委一体推进学习研讨、查摆问题、整改整治、建章立制、开门教育。"),
    ("2026", "市统计局围绕政绩为谁而树、树什么样的政绩、靠什么树政绩开展研讨，把正确政绩观学习教育成效转化为实绩。"),
]  # fmt: skip
GOVERNMENT = [
    "各位代表：现在，我代表澜川市人民政府，向大会报告政府工作，请予审议。过去一年，全市生产总值增长5.6%，城镇新增就业3.2万人。",
    "我们坚持党建引领，扎实开展党纪学习教育，严格落实中央八项规定精神，“三公”经费压减8%。",
    "过去五年，扎实开展“不忘初心、牢记使命”主题教育和党史学习教育，树立和践行正确政绩观。",
    "开展深入贯彻中央八项规定精神学习教育，一体推进学查改。巩固拓展深入贯彻中央八项规定精神学习教育成果。",
    "扎实开展党的群众路线教育实践活动，办理人大代表建议186件。",
    "",
]
LABELS = '[[label]]\nid = "a"\nname = "甲"\nsuper = "learn"\ncues = ["读书班"]\n[[label]]\nid = "b"\nname = "乙"\nsuper = "{kind}"\ncues = [{cues}]\n'
WRONG = {
    "not TOML": 'name = "x',
    "one label": 'name = "x"\n[[label]]\nid = "a"\nname = "甲"\nsuper = "learn"\ncues = ["读书班"]\n',
    "no name": LABELS.format(kind="rectify", cues='"整改"'),
    "unknown super-class": 'name = "x"\n' + LABELS.format(kind="study", cues='"整改"'),
    "no cues": 'name = "x"\n' + LABELS.format(kind="rectify", cues=""),
    "cues not words": 'name = "x"\n' + LABELS.format(kind="rectify", cues="1, 2"),
    "a label twice": 'name = "x"\n' + LABELS.format(kind="rectify", cues='"整改"').replace('id = "b"', 'id = "a"'),
}


def test_a_taxonomy_is_shipped_for_every_campaign():
    assert set(CAMPAIGNS) <= set(names())


@pytest.mark.parametrize("name", names())
def test_taxonomy_loads_with_at_least_three_full_labels(name):
    taxonomy = load_taxonomy(name)
    assert taxonomy.name == name
    assert taxonomy.title
    assert taxonomy.period
    assert taxonomy.detect
    assert taxonomy.none_cues
    assert len(taxonomy.labels) >= 3
    assert all(label.super in SUPER and label.definition and len(label.cues) >= 40 for label in taxonomy.labels)


@pytest.mark.parametrize("name", names())
def test_no_cue_speaks_for_two_labels_or_against_all(name):
    taxonomy = load_taxonomy(name)
    cues = [cue for label in taxonomy.labels for cue in label.cues]
    assert sorted({cue for cue in cues if cues.count(cue) > 1}) == []
    assert sorted(set(taxonomy.none_cues).intersection(cues)) == []


def test_no_detection_phrase_belongs_to_two_campaigns():
    phrases = [phrase for name in names() for phrase in load_taxonomy(name).detect]
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


@pytest.mark.parametrize(("campaign", "lead"), LEADS)
def test_campaign_is_recognised_in_the_lead_of_its_report(campaign, lead):
    assert detect(lead) == campaign


@pytest.mark.parametrize("text", GOVERNMENT)
def test_government_report_that_mentions_a_campaign_falls_back_to_the_default(text):
    assert detect(text) == DEFAULT == "2023"


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_wrong_file_is_refused_by_name(text: str, tmp_path: Path):
    path = tmp_path / "我的分类.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="我的分类.toml"):
        load_taxonomy(str(path))


def test_file_whose_encoding_cannot_be_told_or_that_is_not_there_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "gbk.toml"
    path.write_bytes(b'name = "' + bytes(range(128, 256)) + b'"')
    with pytest.raises(UserDataError, match=r"gbk\.toml：.*UTF-8"):
        load_taxonomy(str(path))
    with pytest.raises(DataError, match=r"nowhere\.toml"):
        load_taxonomy(str(tmp_path / "nowhere.toml"))
