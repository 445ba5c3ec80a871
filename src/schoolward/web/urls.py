"""The addresses of pages, by what they are about."""

from django.urls import path

from schoolward.web import auditing, exports, glass, opening, pupils, subject_access

urlpatterns = [
    path("", opening.home, name="home"),
    path("pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("pupils/<int:number>/open-by-exception/", pupils.open_by_exception, name="open-by-exception"),
    path("audit/", auditing.search, name="audit"),
    path("audit/file/", auditing.export, name="audit-export"),
    path("audit/opened-by-exception/", glass.broken_glass, name="broken-glass"),
    path("audit/opened-by-exception/<int:number>/", glass.review, name="review-glass"),
    path("audit/exports/", exports.exports, name="exports"),
    path("subject-access/", subject_access.whose, name="subject-access"),
    path("subject-access/<int:number>/", subject_access.pack, name="subject-access-pack"),
]
