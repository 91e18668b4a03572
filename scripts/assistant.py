#!/usr/bin/env python3
"""Drives `minutebook mcp` by the reference client of the Model Context Protocol (package `mcp` of PyPI).

    scripts/assistant.py PROGRAM INDEX QUERY

Prints what the tools answer as one JSON object: the names of the tools, and for each its answer.
"""
import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main(program: str, index: str, query: str) -> None:
    server = StdioServerParameters(command=program, args=["--index", index, "mcp"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        told = {"tools": {tool.name: tool.model_dump(mode="json") for tool in tools}}

        async def ask(name: str, **arguments):
            answer = (await session.call_tool(name, arguments)).model_dump(mode="json", by_alias=True)
            return {"is_error": bool(answer.get("isError")), "text": answer["content"][0]["text"],
                    "answer": answer.get("structuredContent")}

        told["search"] = await ask("search", query=query, limit=1)
        told["who"] = await ask("who", query=query)
        told["actions"] = await ask("actions", status=["complete"])
        told["timeline"] = await ask("timeline", query=query, by="quarter")
        told["gaps"] = await ask("gaps", limit=1)
        first = told["search"]["answer"]["rows"][0]["id"]
        told["show"] = await ask("show", id=first.split("-")[0], limit=2)
        told["wrong"] = await ask("search", query="tpoic:x")
        told["narrow"] = await ask("search", query=query, filters={"year": ["2021"], "raised_by": ["Emil Fenn"]})
        json.dump(told, sys.stdout)


asyncio.run(main(*sys.argv[1:4]))
