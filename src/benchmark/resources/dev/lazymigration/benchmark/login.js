// In the style of Authing's template for PostgreSQL, but for the check of the password, which is not the host's work.
async function login(query, password, context) {
  const { Pool } = require('pg');

  const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });

  const { id, email, username, phone } = query;
  const conditions = [];
  const values = [];
  for (const [column, value] of Object.entries({ id, email, username, phone })) {
    if (value) {
      values.push(value);
      conditions.push(`${column} = $${values.length}`);
    }
  }
  if (conditions.length === 0) {
    throw new Error('must provide id, email, username or phone');
  }

  try {
    const { rows } = await pool.query(`SELECT * FROM users WHERE ${conditions.join(' OR ')} LIMIT 1`, values);
    const row = rows[0];
    if (!row) {
      throw new Error('user does not exist');
    }
    if (row.password !== password) {
      throw new Error('invalid user or password');
    }
    const { password: hash, given_name: givenName = '', ...profile } = row;
    return {
      ...profile,
      givenName,
      name: row.name ?? row.username,
      emailVerified: row.email_verified,
      customData: { source: context?.userPoolName },
    };
  } finally {
    await pool.end();
  }
}
