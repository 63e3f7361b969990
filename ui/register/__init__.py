"""The pages of the register: themes, each of them, their map, the timetable, the comparison."""

from __future__ import annotations

from fastapi import APIRouter

from ui.register import compare_page, map_page, theme_page, themes_page, timeline_page

router = APIRouter()
for _page in (themes_page, theme_page, map_page, timeline_page, compare_page):
    router.include_router(_page.router)
