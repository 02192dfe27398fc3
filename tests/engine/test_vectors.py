"""The kinds of arrays: whole numbers, real numbers, yes or no, of fixed sizes on every machine."""

from typing import get_args

import numpy as np
import pytest

from desktop.engine import vectors


@pytest.mark.parametrize(
    ("kind", "scalar"),
    [(vectors.FloatArray, np.float64), (vectors.IntArray, np.int64), (vectors.BoolArray, np.bool_)],
)
def test_each_kind_of_array_holds_numbers_of_one_size(kind: object, scalar: type) -> None:
    assert get_args(get_args(kind)[1]) == (scalar,)
