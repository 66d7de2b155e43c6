/**
 * Looks a user up without his password. Return his profile, or null when there is nobody; throw when you can't tell.
 *
 * query  what is known of him: any of id, email, username, phone
 * env    DB_CONNECTION_URI and whatever else you configured
 */
async function getUser(query, context) {
  const { Client } = require('pg');

  const conditions = [];
  const values = [];
  const compare = (condition, value) => {
    if (value) {
      values.push(value);
      conditions.push(condition + ' = $' + values.length);
    }
  };
  compare('LOWER(email)', query.email && query.email.toLowerCase());
  compare('LOWER(username)', query.username && query.username.toLowerCase());
  compare('phone', query.phone);
  if (conditions.length === 0) {
    compare('id', query.id);
  }

  const client = new Client({ connectionString: env.DB_CONNECTION_URI });
  try {
    await client.connect();
    const found = await client.query('SELECT * FROM users WHERE ' + conditions.join(' OR '), values);
    // With an @ in it, a name may be the address of one user and the user name of another: the address goes first.
    const owners = found.rows.filter(row => row.email && query.email && row.email.toLowerCase() === query.email.toLowerCase());
    const users = owners.length > 0 ? owners : found.rows;
    if (users.length === 0) {
      return null;
    }
    if (users.length > 1) {
      throw new Error('There are ' + users.length + ' such users');
    }
    const user = users[0];
    return {
      id: user.id,
      email: user.email,
      email_verified: user.email_verified,
      phone: user.phone,
      username: user.username,
      name: user.name,
      given_name: user.given_name,
      family_name: user.family_name,
      nickname: user.nickname,
      photo: user.photo,
      gender: user.gender,
      birthdate: user.birthdate,
      zoneinfo: user.zoneinfo,
      locale: user.locale,
      website: user.website,
      profile: user.profile
    };
  } catch (error) {
    throw new Error('The legacy database was not readable: ' + error.message);
  } finally {
    await client.end();
  }
}
