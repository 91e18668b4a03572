// The pages in a real browser: search, narrow and widen, open a hit at its place, follow an action, by keys alone,
// 320 pixels wide, without script, in print; and no violation that axe-core finds, light and dark.
//
//   node scripts/browser.mjs ADDRESS FOLDER [SCREENSHOTS]
//
// FOLDER holds node_modules with playwright-core and axe-core; the browser is CHROMIUM or chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [address, folder, screenshots] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // A build machine runs as root, where the browser's own cage does not work.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const failures = [];

/** Runs `steps` on a page of its own; whatever it asks elsewhere or complains about fails it. */
async function check(name, steps, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const remarks = [];
  // A page that is a refusal is reported as one; that is no fault of the page.
  const isRefusal = (text) => /status of 4\d\d/.test(text);
  page.on("console", (message) => message.type() === "error" && !isRefusal(message.text()) && remarks.push(message.text()));
  page.on("pageerror", (error) => remarks.push(String(error)));
  page.on("request", (request) => request.url().startsWith(address) || remarks.push(`asked ${request.url()}`));
  try {
    await steps(page);
    assert.deepEqual(remarks, []);
    console.log(`ok      ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(`FAILED  ${name}\n${error.message}`);
    if (screenshots) await page.screenshot({ path: `${screenshots}/failed.png` });
  } finally {
    await context.close();
  }
}

const go = (page, path) => page.goto(address + path);
const total = async (page) => parseInt((await page.locator(".total strong").innerText()).replace(",", ""), 10);

await check("a search marks its words", async (page) => {
  await go(page, "/");
  await page.locator("#q").fill("speed");
  await page.locator("#q").press("Enter");
  assert.ok((await total(page)) > 5);
  assert.equal((await page.locator(".hits mark").first().innerText()).toLowerCase(), "speed");
});

await check("facets narrow, widen and are taken back", async (page) => {
  await go(page, "/?q=speed");
  const all = await total(page);
  const values = page.locator(".facet").filter({ has: page.getByRole("heading", { name: "Person" }) });
  await values.getByRole("link").nth(0).click();
  const one = await total(page);
  assert.ok(one < all);
  await values.getByRole("link", { name: /^Add/ }).nth(0).click();
  const two = await total(page);
  assert.ok(two > one, `${one} and then ${two}`);
  await page.getByRole("link", { name: "Remove all" }).click();
  assert.equal(await total(page), all);
  // The columns of the years are links, too.
  await page.locator(".years a").first().click();
  assert.ok((await total(page)) < all);
  await page.goBack();
  assert.equal(await total(page), all);
});

await check("a span of years is drawn over their columns", async (page) => {
  await go(page, "/?q=speed&year=2021");
  const columns = page.locator(".years > li");
  const year = (at) => columns.nth(at).getAttribute("data-year");
  const middle = async (at) => {
    const box = await columns.nth(at).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  // From the right to the left; what was drawn so far is seen.
  const last = (await columns.count()) - 1;
  const [from, to] = [`${await year(last - 1)}-01-01`, `${await year(last)}-12-31`];
  const draw = async () => {
    await page.mouse.move(...(await middle(last)));
    await page.mouse.down();
    await page.mouse.move(...(await middle(last - 1)), { steps: 4 });
    assert.equal(await page.locator("input[name=from]").inputValue(), from);
    assert.equal(await page.locator(".years > .within").count(), 2);
  };
  await draw();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await page.locator("input[name=from]").inputValue(), "");
  assert.equal(await page.locator(".years > .within").count(), 0);
  await draw();
  await page.mouse.up();
  await page.waitForURL(/from=/);
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get("q"), asked.get("from"), asked.get("to"), asked.get("year")], ["speed", from, to, null]);
  assert.equal(await page.locator(".years > .within").count(), 2);
  const drawn = await total(page);
  // The two days say the same by keys alone.
  await go(page, "/?q=speed");
  await page.locator("input[name=from]").fill(from);
  await page.locator("input[name=to]").fill(to);
  await page.locator("input[name=to]").press("Enter");
  await page.waitForURL(/from=/);
  assert.equal(await total(page), drawn);
});

await check("a hit opens at its place, beside its source", async (page) => {
  await go(page, "/?q=speed");
  await page.getByRole("link", { name: "Read it in the minutes" }).first().click();
  const place = page.locator(new URL(page.url()).hash);
  await place.waitFor();
  const box = await place.boundingBox();
  assert.ok(box.y >= 0 && box.y < 900, `at ${box.y}`);
  assert.ok((await page.locator("mark").count()) > 0);
  assert.ok((await page.locator(".lines .here").count()) > 0);
});

await check("an action is followed through meetings to the minutes", async (page) => {
  await go(page, "/actions?status=complete");
  await page.locator("table.board th a").first().click();
  assert.ok((await page.locator(".events > li").count()) > 1);
  assert.ok(await page.locator(".events").getByText("Complete").count());
  await page.locator(".events").getByRole("link").last().click();
  await page.locator(".row.here").waitFor();
});

await check("everything is done by keys alone", async (page) => {
  await go(page, "/people");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("/");
  await page.keyboard.type("speed");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=speed/);
  const reach = async (wanted) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      const text = await page.evaluate(() => document.activeElement.textContent);
      if (text.includes(wanted)) {
        // What has the focus is seen to have it.
        assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
        return page.keyboard.press("Enter");
      }
    }
    throw new Error(`no tab leads to ${wanted}`);
  };
  await go(page, "/?q=speed");
  await reach("Read it in the minutes");
  await page.waitForURL(/\/meeting\//);
});

await check("suggestions come while one types", async (page) => {
  await go(page, "/");
  await page.locator("#q").pressSequentially("road");
  await page.locator("#suggestions option").first().waitFor({ state: "attached" });
  const value = await page.locator("#suggestions option").first().getAttribute("value");
  await page.locator("#q").fill(value);
  await page.locator("#q").press("Enter");
  assert.ok((await total(page)) > 0);
});

await check(
  "nothing needs the script",
  async (page) => {
    await go(page, "/");
    await page.locator("#q").fill("speed");
    await page.getByRole("button", { name: "Search" }).click();
    const all = await total(page);
    await page.locator(".facet a").first().click();
    assert.ok((await total(page)) <= all);
  },
  { javaScriptEnabled: false },
);

await check("print shows the results and leaves out what is to be clicked", async (page) => {
  await page.emulateMedia({ media: "print" });
  await go(page, "/?q=speed");
  assert.ok(await page.locator(".hits").first().isVisible());
  for (const part of [".panel", ".box", ".top nav"]) assert.ok(!(await page.locator(part).isVisible()), part);
});

/** One page of each kind, as links lead to them. */
async function kinds() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const found = ["/", "/?q=speed", "/?q=speed&any=true&year=2021", "/?q=speed&from=2021-01-01&to=2022-12-31", "/?q=zeppelin", "/?q=tpoic:x", "/timeline?q=speed", "/gaps", "/gaps?kind=never_mentioned_again", "/acronyms", "/meetings", "/nowhere"];
  const first = async (list, link) => {
    await go(page, list);
    found.push(list, new URL(await page.locator(link).first().getAttribute("href"), address + list).href.slice(address.length));
  };
  await first("/?q=speed", "p.source a");
  await first("/topics", "th[scope=row] a");
  await first("/people?q=speed", "th[scope=row] a");
  await first("/actions", "th[scope=row] a");
  await context.close();
  return [...new Set(found)];
}

for (const [index, path] of (await kinds()).entries()) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 320]]) {
    const options = { colorScheme, viewport: { width, height: 900 } };
    await check(`${path} is accessible, ${colorScheme}, ${width} wide`, async (page) => {
      const answer = await page.goto(address + path).catch(() => null);
      assert.ok(answer, "no answer");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} wide`);
      if (screenshots) await page.screenshot({ path: `${screenshots}/${index}-${colorScheme}-${width}.png`, fullPage: width === 320 });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => node.html).join("\n  ")}`);
      assert.equal(told.join("\n"), "");
    }, options).catch((error) => failures.push(String(error)));
  }
}

await browser.close();
console.log(failures.length ? `${failures.length} failed` : "all pages are as they should be");
process.exit(failures.length ? 1 : 0);
