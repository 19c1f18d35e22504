"""Sends the site to its readers: to a folder, a branch of a repository, a server.

In comes a site that is built and proved, out goes what has changed in it since the last time. What is known of a place
is the list that travels with each site, `.published`: it tells what is ours there, and what it was. Read
`sending.planned` first.
"""
