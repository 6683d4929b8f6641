"""Words that are said over the telephone: everyday ones, and no two of them alike."""

from __future__ import annotations

import secrets

SPOKEN = 6  # words in a code: more than 48 bits
WORDS = """
    acorn amber anchor apple apron arch arrow autumn bacon badge bagel baker balcony ballet
    bamboo banana banjo barley barrel basket beaver bench bicycle birch biscuit blanket blossom
    bonnet border bottle bracket branch bridge bronze bucket buffalo bundle butter button
    cabbage cabin cactus camera canal candle canvas caravan cardigan carpet carrot castle cedar
    cello chapel cherry chimney cinema circle clarinet cloud clover coconut coffee copper coral
    cottage cotton cousin cradle crayon cricket crystal cuckoo cupboard curtain cushion daffodil
    dagger dairy dancer desert diamond dinner dolphin domino donkey dragon drawer drummer eagle
    easel echo elbow elephant engine envelope fabric falcon family farmer feather fiddle finger
    flamingo flannel flute forest fossil fountain freckle galaxy gallery garage garden garlic
    gazebo giraffe glacier glider goblet granite grape gravel guitar hammer hammock harbour
    harvest hazel hedgehog helmet herring hockey honey horizon hostel island ivory jacket jaguar
    jasmine jelly jigsaw jungle kennel kestrel kettle kitchen kitten ladder lagoon lantern
    lavender lemon lentil leopard library lilac lizard lobster locket magnet magpie mango maple
    marble market meadow melon mermaid meteor mirror mosaic muffin museum mushroom mustard
    napkin needle nougat nutmeg oboe ocean octopus olive onion orbit orchard orchid ostrich
    otter oyster paddle pancake panda paper parade parcel parsley pastry peacock pebble pelican
    pencil penguin pepper petal piano pickle picnic pigeon pillow pilot pirate planet plum poem
    pony poppy potato pottery pudding pumpkin puppet puzzle quarry quilt rabbit radish rainbow
    raisin ribbon river robin rosemary saffron sailor salmon sandal satin saucer scarf scooter
    seagull shadow shovel silver sister skittle slipper sparrow spider spinach sponge squirrel
    stable starling statue summer sunset swallow sycamore syrup tadpole teapot temple tennis
    thimble thistle thunder ticket tiger timber tomato tractor tulip tunnel turkey turnip turtle
    umbrella valley vanilla velvet village violin volcano waffle wagon walnut walrus water
    window winter yacht yellow yoghurt zebra zipper
""".split()  # noqa: SIM905 - a page of words, not three hundred lines


def new_code() -> str:
    """Six words, such as ``acorn teapot glider …``, for one person's ear."""
    return " ".join(secrets.choice(WORDS) for _ in range(SPOKEN))


def tidy(words: str) -> str:
    """The words as they were made, however they are written down."""
    return " ".join(
        word
        for word in "".join(letter if letter.isalpha() else " " for letter in words.lower()).split()
    )
