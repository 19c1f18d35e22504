"""Makes the site, and proves of it what was promised.

Comes in: settings, templates, pages and data. Goes out: `site/`, in one step. The only room that knows MkDocs. Imports:
`exports` and what lies below. Begin with `production.produce`; how the site takes its place: `site_folder`;
its settings: `config`; the proof: `audit`.
"""
