"""`mkdocs.yml` read as plain data, each setting checked and obeyed or named, and MkDocs' configuration made of it.

Comes in: the settings and own pages of an archive, which is a stranger's. Goes out: a configuration that runs nothing
of it, and problems with their lines. Imports: `pages` and what lies below. Begin with `mkdocs_yml.read`; what a setting
may be: `options`.
"""
