"""What each sign of a Chinese short form weighs; written by `bench/fit/short_forms.py`."""

BIAS = -1.4367
WEIGHTS = (
    -0.3018,  # natural
    -1.2253,  # odd
    2.2933,  # first_part
    -0.2040,  # place_before
    1.8645,  # home_before
    -4.6073,  # inner_place
    -0.9082,  # other_before
    0.6236,  # inside
    -1.4865,  # inside_what
    -0.7929,  # after
    0.0616,  # last_character
    -1.4407,  # last_is_frame
    -1.1549,  # two_characters
    4.7573,  # parts_hit
    2.3971,  # runs
    -0.4822,  # length
    0.3756,  # two_and_left_out
    0.5475,  # same_end
    -0.4842,  # inside_unknown
    -2.0747,  # many_parts
    -0.7058,  # inside_thin
    -1.0344,  # after_thin
    -2.9358,  # another_body
)
