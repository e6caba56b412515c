// Has axe-core look at the HTML specimens in a headless Chromium, as a desk and a phone show them.
//
//   node check_pages.mjs CHROMIUM FOLDER        with puppeteer-core and axe-core in node_modules

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [chromium, folder] = process.argv.slice(2);

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
let looked = 0;
let wrong = 0;
for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
  for (const width of [1200, 360]) {
    const page = await browser.newPage();
    // The page allows no scripts, and has none; axe is one.
    await page.setBypassCSP(true);
    await page.setViewport({ width, height: 900 });
    await page.goto(pathToFileURL(resolve(folder, name)).href);
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run());
    looked += found.passes.length;
    for (const { id, help, nodes } of found.violations) {
      wrong += 1;
      console.error(`${name} at ${width}: ${id}: ${help}: ${nodes[0].html}`);
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (sideways) {
      wrong += 1;
      console.error(`${name} at ${width}: the page must be moved sideways`);
    }
    await page.close();
  }
}
await browser.close();
console.log(`pages in Chromium: ${looked} rules of axe-core hold, ${wrong} do not`);
process.exit(looked === 0 || wrong > 0 ? 1 : 0);
