// Opens the HTML report from its file in Chromium, clicks a figure and reaches its records.
// Prints what it saw as JSON. usage: node html_report.mjs REPORT.html FOLDER
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(path.join(process.env.NODE_PATH, "x.js"));
const { chromium } = require("playwright-core");
const [report, folder] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const errors = [];
const requests = [];
page.on("pageerror", (error) => errors.push(String(error)));
page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
page.on("request", (request) => {
  if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
    requests.push(request.url());
  }
});

await page.goto(pathToFileURL(report).href);
await page.screenshot({ path: path.join(folder, "report-desktop.png") });
await page.click('a.figure[href="#s-environment.disputes"]');
await page.waitForSelector(".source.open table.records tbody tr");
await page.screenshot({ path: path.join(folder, "trace-desktop.png") });
const records = await page.locator(".source.open table.records tbody tr").count();
const heads = await page.locator(".source.open table.records th").allTextContents();
const common = await page.locator(".source.open .common").textContent();
await page.click(".source.open .back a");
await page.waitForSelector(".source.open", { state: "detached" }).catch(() => {});
const isBack = await page.isVisible('a.figure[href="#s-environment.disputes"]');
const widthNow = () => page.evaluate(() => document.documentElement.scrollWidth);
await page.goto(pathToFileURL(report).href + "#s-environment.disputes");
await page.setViewportSize({ width: 390, height: 844 });
await page.waitForSelector(".source.open table.records tbody tr");
const widths = { trace: await widthNow() };
await page.screenshot({ path: path.join(folder, "trace-phone.png") });
await page.goto(pathToFileURL(report).href + "#text");
await page.waitForSelector(".source.open", { state: "detached" }).catch(() => {});
widths.report = await widthNow();
await page.screenshot({ path: path.join(folder, "report-phone.png") });
await page.emulateMedia({ media: "print" });
const printsTables = await page.isVisible(".checks thead");
await browser.close();
console.log(JSON.stringify({ records, heads, common, isBack, widths, printsTables, errors,
                             requests }));
