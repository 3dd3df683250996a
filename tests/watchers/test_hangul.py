"""Of Korean notices the words stay, and who is named leaves."""

import pytest

from watchers.parsers.persons.hangul import without_hangul_names


@pytest.mark.parametrize(
    "text",
    [
        "기상 예측용 고성능 계산 서버 구매",
        "800G 이더넷 스위치 2대, 무정전 전원장치 포함",
        "유전체 데이터 분석 및 이미지 처리",
        "전용선 및 현미경 이용자 신청인",
        "한빛해양대학교 정보화본부",
        "마이크로소프트·오픈에이아이 연구 협약",
        "설치 및 시운전, 이 장비, 구 서버 철거",
    ],
)
def test_words_of_trade_stay(text: str) -> None:
    """Also those of three syllables that begin as a surname."""
    assert without_hangul_names(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("기술 문의: 최민지 연구원", "기술 문의: … 연구원"),
        ("담당자 박돌 051-", "담당자 … 051-"),
        ("윤서준이 제안서를 평가함", "…이 제안서를 평가함"),
        ("제갈 누리", "…"),
        ("한 지민", "…"),
        ("황보라 과장", "… 과장"),
        ("평가위원 탁 가람, 편대만", "평가위원 …, …"),
        ("도마루\n소계", "…\n소계"),
        ("안토니오·가르시아", "…"),
    ],
)
def test_names_leave(text: str, told: str) -> None:
    """Alone, with a particle, before a title, behind a label, or written apart."""
    assert without_hangul_names(text, "…") == told
