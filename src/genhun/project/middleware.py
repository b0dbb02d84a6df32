"""What every answer carries: the reader's language, and no copy of a signed-in page in any cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The account's language; before sign-in the cookie's, else the house language, whatever the browser asks for."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        with translation.override(self._language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.answer(request)
            patch_vary_headers(response, ("Cookie",))
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response

    def _language(self, request: HttpRequest) -> str:
        if request.user.is_authenticated:
            wanted = request.user.language
        else:
            wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class NoStoreMiddleware:
    """Pages of a signed-in reader are personal: no cache keeps them, not even the browser's."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forbid keeping the answer if somebody is signed in."""
        response = self.answer(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
