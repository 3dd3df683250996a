"""Names of Koreans in Hangul, known by how they are made. Pure.

A name is a word of its own: a surname of one syllable and a given name of two, seldom of one. Other words
stay, but one that begins as names do leaves also beside a title, and behind a label for a person. General
knowledge; no list copied.
"""

import re

_H = "\uac00-\ud7a3"
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함"
    "변염여추도소석선설마길연위표명반왕금옥육맹제모탁국은용"
)
_COMPOUND = "남궁|황보|제갈|선우|독고|사공|서문|동방"
# syllables of given names
_GIVEN = (
    "지민서현준영수은경성호정희선미연아윤하예시원재동혁석태훈철환규상승광진우혜인주나유빈숙순자옥병종용기범찬건가다린율도형채해효소"
    "세라란슬솔화춘남길복명덕근식섭균열일심람루리보별봄후휘권국금문배백봉산생설송신안애양언여엽오완욱운웅월의이익임장전제조중창천청"
    "초충치택평학한헌홍황흥강겸담로록림무바새온울을음준총필향"
)
# seldom ones, which are in words as well
_SELDOM = (
    "대만두모래고구귀내노단달당득돈례렬류륜률마비사샘차추탁탄토함행협히라별늘결겨랑련령매면빛샛솜실잎"
    "직참체판하흔흠힘난눈들려론뿌리봇찰쁨"
)
_RARE = "예어봉부사편피감빈범음팽맹승시좌호화경기단견간갈계형두옹온가당"
_TITLE = (
    "교수|연구원|연구관|연구사|과장|주무관|팀장|부장|선생|박사|실장|사무관|서기관|행정관|대리|주임|책임|선임|수석|위원"
    "|처장|원장|소장|차장|계장|대표|이사|간사|조교|변호사|매니저|담당|님|씨"
)
_PARTICLE = "이|가|은|는|을|를|의|에게|와|과|께|로|도|님|씨"
# nouns that are made as names are
_NOUNS = """
    고정식 공동수 공용기 공정성 구동기 국산화 금리의 도서용 도시가 명세서 모형화 문서화 문의자 민원인 방수용
    방음용 방화문 백신용 변동성 변전소 서명인 선정자 설명서 설치용 성명서 성형기 소유자 소화기 손해보 송신기
    송전선 신규의 신재생 신청인 신청자 안전성 안정성 양식의 양자화 연동형 연산용 염기서 오전의 오후의 우선순
    원가의 원동기 원심기 위성용 유동성 유의자 유지보 이동식 이미지 이상시 이용자 이의신 이전설 이중화 임시용
    장기수 장애인 전기설 전문가 전산용 전송용 전시용 전용선 전용의 전자식 전화기 정기성 정보원 정보의 정보화
    정산서 정상화 정수기 정식의 정전기 정화조 제안서 제안자 제원의 제조자 조명용 조성의 조정기 조정서 주기의
    주문서 주소의 주유소 지상의 지원서 지정서 진동기 천장형 최상의 최초의 추정가 하자보 한도의 현금의 현미경
    현장용 홍보용 황산용
"""
_MADE_ALIKE = frozenset(_NOUNS.split())
_PLAIN = rf"[{_SURNAMES}][{_GIVEN}]{{2}}|(?:{_COMPOUND})[{_GIVEN}]{{1,2}}"
_LOOSE = rf"(?:{_COMPOUND}|[{_SURNAMES}{_RARE}])[{_H}]{{1,2}}"
_BROAD = rf"(?:{_COMPOUND}|[{_SURNAMES}{_RARE}])[{_GIVEN}{_SELDOM}]{{2}}"
_ALONE = rf"(?<![{_H}])(?P<name>{_PLAIN})(?P<particle>(?:{_PARTICLE})?)(?![{_H}])"
_BEFORE_TITLE = rf"(?<![{_H}])(?P<titled>{_LOOSE})(?= ?(?:{_TITLE})(?:{_PARTICLE})?(?![{_H}]))"
_LABELLED = (
    rf"(?<=담당자|책임자|집행관|계약관|대표자|성명은|문의처|연락처|담당관|검수자|작성자|검토자|감독관)"
    rf"(?P<sign>[:：\s(（]{{1,3}})(?P<labelled>{_LOOSE})(?![{_H}])"
)
# 이, 전, 수, 신 and the like are words before another one too
_MERE = rf"(?![이전수본당원주조한구신고차도금반은용국])[{_SURNAMES}{_RARE}]"
# alone in a cell, on a line or in a list: of any syllables that given names have now and then
_APART = (
    rf"(?:(?<=[\n,、/|:：(（·])|\A|(?<=위원|교수|과장|팀장|대표|담당|성명|검수|작성|입회|배석|이사|심사|평가))"
    rf"(?P<gap>[ \t]*)(?P<apart>{_BROAD}|{_MERE} [{_H}]{{2}})"
    rf"(?=[ \t]*(?:[\n,、/|)）;·.]|\Z|(?:{_TITLE})))"
)
_PAIR = (
    rf"{_MERE} [{_H}]{{2}}(?= ?(?:[^ {_H}]|\Z))"
    rf"|[{_SURNAMES}] (?:[{_GIVEN}]{{2}}|[{_GIVEN}] [{_GIVEN}])"
)
_SPACED = rf"(?<![{_H}])(?P<spaced>(?:{_COMPOUND}) [{_H}]{{1,2}}|{_PAIR})(?![{_H}])"
_FOREIGN = rf"(?<![{_H}])(?P<foreign>[{_H}]{{2,5}}(?:·[{_H}]{{2,5}})+)"
_NAMES = re.compile(f"{_BEFORE_TITLE}|{_LABELLED}|{_ALONE}|{_APART}|{_SPACED}|{_FOREIGN}")
_HANGUL = re.compile(f"[{_H}]")
_BODY = re.compile("(?:대학|병원|센터|은행|공사|협회|재단|연구|회사)")


def without_hangul_names(text: str, sign: str = "") -> str:
    """Return the text with `sign` in place of what is likely the name of a Korean."""
    if not _HANGUL.search(text):
        return text
    return _NAMES.sub(lambda found: _shown(found, sign), text)


def _shown(found: re.Match[str], sign: str) -> str:
    if found["name"]:
        return found[0] if found["name"] in _MADE_ALIKE else sign + found["particle"]
    if found["apart"]:
        return found[0] if found["apart"] in _MADE_ALIKE else found["gap"] + sign
    if found["labelled"]:
        return f"{found['sign']}{sign}"
    if found["foreign"] and _BODY.search(found[0]):
        return found[0]
    return found[0] if found["titled"] and found["titled"] in _MADE_ALIKE else sign
