"""Stop words (불용어): words so frequent in all texts that they say little about one text.

The lists are short on purpose. They hold no word that can change a meaning: no negation (not, don't, 안, 못, 않), no
"but" (하지만, 지만), no "very". Which words are noise depends on the task: "not" decides whether a review is positive,
but says nothing about its topic. The Korean list holds morphemes, as `tokenize` gives them: particles, common endings.
"""

STOP_WORDS = {
    "en": frozenset(
        "a an the this that these those and or of in on at to for from by with as "
        "i me my we us our you your he him his she her it its it's they them their "
        "is am are was were be been being do does did have has had will would".split()
    ),
    "ko": frozenset(
        "이 가 은 는 을 를 의 에 에서 에게 로 으로 와 과 도 만 "
        "하 었 았 겠 시 다 어요 아요 ㅂ니다 습니다 네요 어 아 고 는데 ㄴ ㄹ 것 거 수 그 저".split()
    ),
}
