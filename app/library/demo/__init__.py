"""A library worth looking at, made of generated pictures and clips: to try things on, for tests and screenshots."""

from app.library.demo.making import make_demo
from app.library.demo.plan import ITEMS

__all__ = ["ITEMS", "make_demo"]
