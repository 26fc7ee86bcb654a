"""What people say about ten things, in Korean.

Each line is a clause without its last ending, in the past tense: "배송이 빨랐" takes -어요, -습니다, -고 and -지만.
That is why clauses can be joined, and why the endings vary as they do in real reviews.
"""

import numpy as np


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _thing(names: str, good: str, bad: str) -> dict[str, tuple[str, ...]]:
    return {"names": tuple(names.split(", ")), "good": _lines(good), "bad": _lines(bad)}


THINGS = (
    _thing(
        "전기 주전자, 주전자",
        """물이 정말 금방 끓었
        손잡이가 전혀 뜨겁지 않았
        플라스틱 냄새가 하나도 안 났
        따를 때 한 방울도 새지 않았
        생각보다 훨씬 조용했
        뚜껑이 딱 맞았""",
        """물 끓는 데 한참 걸렸
        뚜껑이 제대로 닫히지 않았
        플라스틱 냄새가 심했
        따를 때마다 물이 샜
        일주일 만에 스위치가 고장 났
        하나도 조용하지 않았""",
    ),
    _thing(
        "가방, 백팩, 책가방",
        """노트북이 넉넉하게 들어갔
        오래 메도 어깨가 안 아팠
        비를 맞아도 안이 젖지 않았
        지퍼가 부드러웠
        수납공간이 많아서 편했
        일 년을 써도 실밥 하나 안 풀렸""",
        """사흘 만에 지퍼가 고장 났
        노트북이 들어가지 않았
        비가 조금만 와도 안이 다 젖었
        오래 메면 어깨가 아팠
        박음질이 벌써 뜯어졌
        수납공간이 없어서 불편했""",
    ),
    _thing(
        "스탠드, 책상 조명",
        """빛이 깜빡이지 않아서 좋았
        오래 책을 읽어도 눈이 안 피곤했
        각도가 잘 고정됐
        밝기 조절이 섬세했
        자리를 거의 차지하지 않았
        가격보다 훨씬 고급스러웠""",
        """빛이 자꾸 깜빡였
        각도가 고정되지 않고 자꾸 내려갔
        빛이 너무 차갑고 눈이 부셨
        켜면 윙 하는 소리가 났
        받침이 가벼워서 자꾸 넘어졌
        밝기 조절이 제대로 안 됐""",
    ),
    _thing(
        "키보드, 무선 키보드",
        """키감이 정말 좋았
        연결이 한 번도 끊기지 않았
        배터리가 몇 달을 갔
        사무실에서 써도 시끄럽지 않았
        오타가 확실히 줄었
        글자가 전혀 안 지워졌""",
        """연결이 하루에도 몇 번씩 끊겼
        스페이스 바가 자꾸 눌린 채로 있었
        배터리가 일주일도 못 갔
        소리가 너무 시끄러웠
        처음부터 키 두 개가 안 눌렸
        글자가 금방 지워졌""",
    ),
    _thing(
        "패딩, 점퍼, 바람막이",
        """가벼운데도 따뜻했
        맞춘 것처럼 몸에 잘 맞았
        색이 사진과 똑같았
        빨아도 모양이 그대로였
        바람이 전혀 안 들어왔
        주머니가 깊어서 편했""",
        """소매가 너무 짧았
        한 번 빨았더니 색이 빠졌
        색이 사진과 전혀 달랐
        바람이 그대로 들어왔
        지퍼가 자꾸 옷감에 걸렸
        털이 계속 빠졌""",
    ),
    _thing(
        "소설, 책, 추리 소설",
        """밤을 새워 읽을 만큼 재미있었
        결말을 전혀 예상하지 못했
        인물들이 살아 있는 것 같았
        지루한 부분이 하나도 없었
        읽고 나서 한참 여운이 남았
        번역이 자연스러웠""",
        """절반도 못 읽고 덮었
        결말이 너무 뻔했
        인물들이 전혀 와닿지 않았
        끝까지 지루하기만 했
        번역이 어색해서 읽기 힘들었
        글씨가 너무 작아서 눈이 아팠""",
    ),
    _thing(
        "커피, 원두, 원두커피",
        """봉지를 여는 순간 향이 정말 좋았
        진한데도 쓰지 않았
        볶은 지 얼마 안 돼서 신선했
        칭찬에 인색한 아버지도 더 달라고 하셨
        고소하고 뒷맛이 깔끔했
        빈속에 마셔도 속이 안 쓰렸""",
        """탄 맛이 났
        쓰기만 하고 향이 없었
        오래된 원두인지 신선하지 않았
        깨진 원두가 절반이었
        마시고 나면 속이 쓰렸
        뒷맛이 텁텁했""",
    ),
    _thing(
        "청소기, 무선 청소기",
        """고양이 털이 한 번에 빨려 들어갔
        가벼워서 손목에 무리가 안 갔
        집 전체를 돌려도 배터리가 남았
        아기가 깨지 않을 만큼 조용했
        먼지통 비우기가 간단했
        침대 밑까지 잘 들어갔""",
        """고양이 털이 그대로 남았
        방 하나 하고 나니 배터리가 끝났
        소리가 너무 커서 강아지가 도망갔
        필터가 며칠 만에 막혔
        먼지통을 비울 때마다 먼지가 날렸
        무거워서 손목이 아팠""",
    ),
    _thing(
        "프라이팬, 팬",
        """달걀도 전혀 눌어붙지 않았
        가장자리까지 고르게 익었
        설거지가 금방 끝났
        손잡이가 안 뜨거웠
        일 년을 썼는데 긁힌 자국이 없었
        인덕션에서도 잘 됐""",
        """한 달 만에 다 눌어붙었
        코팅이 벌써 벗겨졌
        두 번 쓰고 바닥이 휘었
        손잡이가 너무 뜨거웠
        가운데만 익고 가장자리는 안 익었
        인덕션에서 안 됐""",
    ),
    _thing(
        "베개, 경추 베개",
        """아침에 목이 안 아팠
        전보다 훨씬 빨리 잠들었
        밤새 모양이 그대로였
        너무 푹신하지도 딱딱하지도 않았
        여름에도 땀이 안 찼
        커버를 빨기 쉬웠""",
        """아침마다 목이 아팠
        한 달도 안 돼서 푹 꺼졌
        화학 약품 냄새가 안 빠졌
        돌처럼 딱딱했
        속이 한쪽으로 뭉쳤
        자고 나면 땀이 찼""",
    ),
)

BUYING = {
    "good": _lines(
        """배송이 하루 만에 왔
        가격이 아주 착했
        포장이 꼼꼼했
        문의하니 바로 답이 왔
        설명서가 쉬웠
        이 가격에 이만한 게 없었"""
    ),
    "bad": _lines(
        """배송이 두 주나 걸렸
        값을 못 했
        상자가 찌그러져 왔
        문의해도 답이 없었
        설명서가 무슨 말인지 알 수 없었
        반값인 다른 제품이 더 나았"""
    ),
}

# The second list is for things that one keeps, not for what is read or drunk up.
OPENINGS = _lines(
    """선물로 산 {thing}입니다.
    친구가 권해서 산 {thing}입니다.
    부모님께 드리려고 산 {thing}입니다.
    후기를 다 읽고 고른 {thing}입니다.
    급하게 고른 {thing}입니다."""
)
OPENINGS_OF_LASTING = _lines(
    """{thing} 하나가 필요해서 샀어요.
    두 달째 쓰는 {thing}입니다.
    매일 쓰는 {thing}입니다."""
)
# Words of one matter that do not begin alike: no review says both of two of them.
MATTERS = (
    ("조용", "시끄", "소리"),
    ("눈", "빛이"),
    ("닫히", "딱 맞", "뚜껑"),
    ("안이", "젖"),
    ("재미", "지루", "읽고 덮", "와닿"),
    ("바람", "따뜻"),
)
INSTRUCTIONS, WITH_INSTRUCTIONS = "설명서", ("전기 주전자", "스탠드", "키보드", "청소기")
CONSUMED = ("소설", "커피")

VERDICTS = (
    _lines(
        """다시는 안 살 거예요.
        반품합니다.
        추천하지 않아요.
        기대를 너무 많이 했나 봐요.
        다른 후기를 믿을 걸 그랬어요.
        별 두 개도 아까워요.
        후회합니다.
        돈이 아깝네요.
        만족스럽지 않습니다."""
    ),
    _lines(
        """다음에도 또 살 거예요.
        반품할 생각이 없어요.
        추천합니다.
        기대 이상이에요.
        나쁜 후기는 믿지 마세요.
        별 다섯 개도 모자라요.
        후회하지 않아요.
        돈이 하나도 안 아깝네요.
        아주 만족스럽습니다."""
    ),
)


def _end(stem: str, rng: np.random.Generator) -> str:
    endings = ("어요.", "습니다.", "네요.", "음.", "어요!", "거든요.")
    return stem + endings[rng.choice(len(endings), p=[0.42, 0.26, 0.16, 0.06, 0.06, 0.04])]


def _join(first: str, joint: str, second: str, rng: np.random.Generator) -> str:
    """Two clauses in one level of politeness: a review that begins with -어요 does not end with -습니다."""
    if joint.startswith("습니다"):
        return f"{first}{joint}{second}습니다."
    if joint.startswith("어요"):
        return f"{first}{joint}{second}{('어요.', '네요.')[rng.integers(2)]}"
    return first + joint + _end(second, rng)


def alone(clause: str, rng: np.random.Generator) -> str:
    """A sentence of one clause."""
    return _end(clause, rng)


def both(first: str, second: str, rng: np.random.Generator) -> str:
    """Two clauses that say the same, both good or both bad."""
    joints = ("고, ", "고 ", "어요. 그리고 ", "습니다. 게다가 ", "어요. ")
    return _join(first, joints[rng.integers(len(joints))], second, rng)


def but(first: str, second: str, rng: np.random.Generator) -> str:
    """`second` weighs more than `first`."""
    joints = ("지만 ", "는데 ", "어요. 하지만 ", "습니다. 그런데 ", "지만, 그래도 ")
    return _join(first, joints[rng.choice(len(joints), p=[0.38, 0.2, 0.16, 0.16, 0.1])], second, rng)
