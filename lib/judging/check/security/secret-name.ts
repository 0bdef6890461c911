const secretWords =
  /_(PASS|PWD)$|(PASSWORD|PASSWD|PASSPHRASE)(_|$)|(^|_)(SECRETS?|TOKEN|APIKEY|CREDENTIALS?|(API|ACCESS|PRIVATE|ENCRYPTION|SIGNING|MASTER)_KEY)(_|$)/;

/** Last words of a name that is about a secret and does not hold it: JWT_SECRET_NAME, TOKEN_TTL. */
const aboutWords =
  /_(FILE|PATH|DIR|DIRECTORY|NAME|ARN|URL|URI|ENDPOINT|HOST|REF|TTL|EXPIRY|EXPIRES|EXPIRATION|LIFETIME|TIMEOUT|INTERVAL|SECONDS|MINUTES|HOURS|DAYS|ALGORITHM|HEADER|PREFIX|ENABLED|REQUIRED|LENGTH|ROUNDS|COUNT|LIMIT|TYPE|ISSUER|AUDIENCE|POLICY|STORE|PROVIDER|ENGINE|MOUNT|VERSION|ID)$/;

/** Whether the name of a variable or key says that its value is a secret: `DB_PASSWORD`, `jwt-secret`, `apiKey`. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase();
  return secretWords.test(words) && !aboutWords.test(words);
}
