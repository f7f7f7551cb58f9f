import { describe, expect, it } from "vitest";
import { keepingCookie, keptToken, readClaims, tidyToken, tokenInFragment } from "./token";

function token(claims: object): string {
  const part = (value: object): string => btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return `${part({ alg: "HS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

describe("readClaims", () => {
  it("readClaims_token_saysWhoItIs", () => {
    expect(readClaims(token({ sub: "ada", role: "admin", workspace_id: "w", exp: 12 }))).toEqual({
      subject: "ada",
      role: "admin",
      workspace: "w",
      expiresAt: 12,
    });
  });

  it("readClaims_anythingElse_isNull", () => {
    expect(readClaims("")).toBeNull();
    expect(readClaims("a.b")).toBeNull();
    expect(readClaims("a.!.c")).toBeNull();
    expect(readClaims("aa.aa.aa")).toBeNull();
  });
});

describe("the cookie", () => {
  it("keepingCookie_token_isForThisSiteOnlyAndEndsWithIt", () => {
    const text = token({ sub: "a", exp: 1_000 });
    expect(keepingCookie(text, true, 400_000)).toBe(`sommos_access_token=${text}; Path=/; SameSite=Strict; Max-Age=600; Secure`);
    expect(keepingCookie(text, false, 2_000_000)).toContain("Max-Age=0");
  });

  it("keptToken_amongOthers_isFoundByItsWholeName", () => {
    expect(keptToken("a=b; xsommos_access_token=no; sommos_access_token=x.y.z; c=d")).toBe("x.y.z");
    expect(keptToken("a=b")).toBeNull();
    expect(keptToken("sommos_access_token=")).toBeNull();
  });
});

describe("tokens from elsewhere", () => {
  it("tokenInFragment_onlyThat_isTaken", () => {
    expect(tokenInFragment("#token=a-b.c_d.e")).toBe("a-b.c_d.e");
    expect(tokenInFragment("#/experiments/exp_1")).toBeNull();
    expect(tokenInFragment("#token=a.b.c;path=/")).toBeNull();
  });

  it("tidyToken_copiedFromATerminal_losesWhatIsAroundIt", () => {
    expect(tidyToken('  "a.b.c",\n')).toBe("a.b.c");
    expect(tidyToken("Authorization: Bearer a.b.c")).toBe("a.b.c");
  });
});
