# %% right: by the table
def shapes():
    return {
        "one temperature": (),
        "100 patients with 13 measurements each": (100, 13),
        "32 series of 50 hours from 3 sensors": (32, 50, 3),
        "16 RGB images, 96 pixels high and 128 wide": (16, 96, 128, 3),
        "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)": (4, 60, 2160, 3840, 3),
        "one vector of 5 numbers": (5,),
    }


# %% right: lists are shapes too
def shapes():
    return {
        "one temperature": (),
        "100 patients with 13 measurements each": [100, 13],
        "32 series of 50 hours from 3 sensors": (32, 50, 3),
        "16 RGB images, 96 pixels high and 128 wide": (16, 96, 128, 3),
        "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)": (4, 60, 2160, 3840, 3),
        "one vector of 5 numbers": [5],
    }


# %% wrong: a scalar | no axis at all
# replace: "one temperature": (), -> "one temperature": (1,),

# %% wrong: a table | samples, the second features
# replace: (100, 13) -> (13, 100)

# %% wrong: series | Samples first
# replace: (32, 50, 3) -> (50, 32, 3)

# %% wrong: colour images | rows of pixels come before columns
# replace: (16, 96, 128, 3) -> (16, 128, 96, 3)

# %% wrong: videos | a sequence of images
# replace: (4, 60, 2160, 3840, 3) -> (4, 60, 3840, 2160, 3)

# %% wrong: a vector of five numbers | rank is 1
# replace: "one vector of 5 numbers": (5,), -> "one vector of 5 numbers": (1, 1, 1, 1, 5),

# %% wrong: videos | a sequence of images
# replace: (4, 60, 2160, 3840, 3) -> (4, 2160, 3840, 60, 3)
